{
  imports = [
    ./programs/beads.nix
    ./services/dolt-server.nix
  ];
}
