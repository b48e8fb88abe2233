{
  description = "beadwork: an issue tracker (bd) and the town that runs many of them (gt), on Dolt";

  inputs.nixpkgs.url = "nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
      packagesOf =
        system:
        let
          pkgs = import nixpkgs {
            inherit system;
            overlays = [ self.overlays.default ];
          };
        in
        {
          inherit (pkgs) beadwork beads;
          default = pkgs.beads;
        };
    in
    {
      overlays.default = import ./overlay.nix;
      packages = nixpkgs.lib.genAttrs systems packagesOf;
      homeManagerModules.default = import ./modules;
    };
}
