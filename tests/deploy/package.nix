# What the overlay and the flake of deploy/nix make, with packages that only say what they were made of.
let
  inherit (import ./stub.nix { }) lib;
  named = name: {
    type = "derivation";
    outPath = "/packages/${name}";
  };
  python3.pkgs = {
    buildPythonApplication = facts: facts;
    pymysql.overridePythonAttrs = change: {
      name = "pymysql";
      left = change { };
    };
  }
  // lib.genAttrs [
    "dateparser"
    "filelock"
    "hatchling"
    "platformdirs"
    "psutil"
    "rich"
    "ruamel-yaml"
    "shtab"
  ] (name: { inherit name; });
  final = {
    inherit lib;
    dolt = named "dolt";
    git = named "git";
    openssh = named "openssh";
    makeWrapper = named "makeWrapper";
    runCommand = name: facts: script: { inherit name facts script; };
    callPackage = file: overrides: import file ({ inherit lib python3; } // overrides);
    beadwork = named "beadwork" // {
      meta = { };
    };
  };
  made = import ../../deploy/nix/overlay.nix final { };
  flake = (import ../../deploy/nix/flake.nix).outputs {
    self = { };
    nixpkgs = { inherit lib; };
  };
in
{
  program = made.beadwork;
  wrapped = made.beads;
  flake = {
    outputs = builtins.attrNames flake;
    systems = builtins.attrNames flake.packages;
    modules = builtins.length (flake.homeManagerModules.default.imports);
  };
}
