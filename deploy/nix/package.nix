{ lib, python3 }:

let
  project = (lib.importTOML ../../pyproject.toml).project;
  # PyMySQL alone: where `cryptography` is there it is imported with it, for 30 ms of every command.
  pymysql = python3.pkgs.pymysql.overridePythonAttrs (_: {
    dependencies = [ ];
    propagatedBuildInputs = [ ];
  });
in
python3.pkgs.buildPythonApplication {
  pname = project.name;
  version = builtins.elemAt (builtins.match ".*__version__ = \"([^\"]+)\".*" (
    builtins.readFile ../../src/beadwork/__init__.py
  )) 0;
  pyproject = true;
  src = lib.cleanSource ../..;

  build-system = [ python3.pkgs.hatchling ];
  dependencies =
    [ pymysql ]
    ++ (with python3.pkgs; [
      dateparser
      filelock
      platformdirs
      psutil
      rich
      ruamel-yaml
      shtab
    ]);

  # The tests start Dolt servers; `make test` runs them.
  doCheck = false;
  pythonImportsCheck = [ "beadwork" ];

  meta = {
    inherit (project) description;
    license = lib.licenses.mit;
    mainProgram = "bd";
  };
}
