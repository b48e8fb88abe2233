# CUSTOM.programs.beads: the program, the server it needs, and the credentials for remotes.
#
# No password is ever a value here: only names of files, which are read when a shell or the server starts.
{
  config,
  lib,
  pkgs,
  ...
}@args:

let
  cfg = config.CUSTOM.programs.beads;
  federation = cfg.federation;
  secrets = federation.secrets;

  # The module system gives special arguments by name only, so a default for `sops-nix` would never be used.
  hasSops = args ? sops-nix;
  secretName = "beads/remote-password";

  readsPassword = ''
    if [ -r ${lib.escapeShellArg cfg.remotePasswordPath} ]; then
      DOLT_REMOTE_PASSWORD="$(< ${lib.escapeShellArg cfg.remotePasswordPath})"
      export DOLT_REMOTE_PASSWORD
    fi
  '';
in
{
  imports = lib.optional hasSops args.sops-nix.homeManagerModules.sops;

  options.CUSTOM.programs.beads = {
    enable = lib.mkEnableOption "beads (bd, gt), the issue tracker on Dolt, and its server";

    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.beads;
      description = "The package with bd, gt and beads; that of the overlay finds Dolt by itself.";
    };

    federation = {
      remoteUser = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        description = "Who logs in to remotes over HTTP: DOLT_REMOTE_USER.";
      };

      remotePasswordFile = lib.mkOption {
        # A string and not a path: Nix copies what a path literal names into the store, where everybody can read it.
        type = lib.types.nullOr lib.types.str;
        default = null;
        example = "/home/user/.config/beads/remote-password";
        description = ''
          The file with the remotes' password, for DOLT_REMOTE_PASSWORD, where sops-nix is not used. Absolute, written as a
          string, and outside the store.
        '';
      };

      secrets = {
        enable = lib.mkOption {
          type = lib.types.bool;
          default = false;
          description = "Whether sops-nix decrypts the remotes' password.";
        };

        sopsFile = lib.mkOption {
          type = lib.types.path;
          description = "The encrypted file that has it.";
        };

        remotePasswordKey = lib.mkOption {
          type = lib.types.str;
          default = "dolt_remote_password";
          description = "Its key in that file.";
        };
      };
    };

    remotePasswordPath = lib.mkOption {
      type = lib.types.nullOr lib.types.str;
      internal = true;
      readOnly = true;
      description = "Where the password will be, null where none is configured.";
    };
  };

  config = lib.mkMerge [
    {
      CUSTOM.programs.beads.remotePasswordPath =
        if secrets.enable then
          (if hasSops then config.sops.secrets.${secretName}.path else null)
        else
          federation.remotePasswordFile;
    }

    (lib.mkIf cfg.enable {
      assertions = [
        {
          assertion = secrets.enable -> hasSops;
          message = "CUSTOM.programs.beads.federation.secrets needs sops-nix: pass it via extraSpecialArgs.";
        }
        {
          assertion = secrets.enable -> federation.remotePasswordFile == null;
          message = "CUSTOM.programs.beads.federation: the password comes from secrets or from remotePasswordFile, not both.";
        }
        {
          assertion =
            federation.remotePasswordFile == null
            || (
              lib.hasPrefix "/" federation.remotePasswordFile
              && !lib.hasPrefix builtins.storeDir federation.remotePasswordFile
            );
          message = "CUSTOM.programs.beads.federation.remotePasswordFile has to be absolute, and outside ${builtins.storeDir}.";
        }
      ];

      home.packages = [ cfg.package ];
      CUSTOM.services.dolt-server.enable = true;
    })

    (lib.mkIf (cfg.enable && federation.remoteUser != null) {
      home.sessionVariables.DOLT_REMOTE_USER = federation.remoteUser;
    })

    (lib.mkIf (cfg.enable && cfg.remotePasswordPath != null) {
      programs.bash.initExtra = readsPassword;
      programs.zsh.envExtra = readsPassword;
    })

    (lib.optionalAttrs hasSops {
      sops = lib.mkIf (cfg.enable && secrets.enable) {
        secrets.${secretName} = {
          sopsFile = secrets.sopsFile;
          key = secrets.remotePasswordKey;
        };
      };
    })
  ];
}
