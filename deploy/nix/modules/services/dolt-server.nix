# CUSTOM.services.dolt-server: the Dolt server of one user, as a systemd user service.
#
# It is the server that `bd` would start itself, with the same record, socket and password, so that `bd` knows it for its own;
# Dolt started bare would be a stranger to it, and let every local user in as root.
{
  config,
  lib,
  pkgs,
  ...
}:

let
  cfg = config.CUSTOM.services.dolt-server;
  beads = config.CUSTOM.programs.beads;
  bd = "${beads.package}/bin/bd";
  password = if beads.enable then beads.remotePasswordPath else null;
  remoteUser = if beads.enable then beads.federation.remoteUser else null;

  defaultData = "${config.home.homeDirectory}/.beads/dolt";
  # What `bd` calls its home: the databases are in its directory `dolt`, the record and the password beside that.
  home = builtins.dirOf cfg.dataDir;

  # systemd.syntax(7), systemd.unit(5)
  forSystemd = builtins.replaceStrings [ "\\" "\"" "%" ] [ "\\\\" "\\\"" "%%" ];

  # Pushes run inside the server, so it is the server that needs the password; a file that is missing must not keep it down.
  withPassword = pkgs.writeShellScript "dolt-server" ''
    if [ -r ${lib.escapeShellArg password} ]; then
      DOLT_REMOTE_PASSWORD="$(< ${lib.escapeShellArg password})"
      export DOLT_REMOTE_PASSWORD
    else
      echo ${lib.escapeShellArg "${toString password} cannot be read: remotes that want a password will refuse pushes"} >&2
    fi
    exec ${bd} dolt start --foreground
  '';
in
{
  options.CUSTOM.services.dolt-server = {
    enable = lib.mkEnableOption "the Dolt server for beads (CUSTOM.programs.beads turns it on)";

    package = lib.mkOption {
      type = lib.types.package;
      default = pkgs.dolt;
      description = "Dolt, 1.81.8 or newer.";
    };

    dataDir = lib.mkOption {
      type = lib.types.str;
      default = defaultData;
      description = "Where the databases are, each in a directory. Its own name has to be dolt.";
    };

    host = lib.mkOption {
      type = lib.types.str;
      default = "127.0.0.1";
      description = "Where it listens, beside its socket. Only this machine can reach it, so only 127.0.0.1 is possible.";
    };

    port = lib.mkOption {
      type = lib.types.port;
      default = 3307;
      description = "Its port. It is used or the service fails: another program that holds it is named, and left alone.";
    };

    user = lib.mkOption {
      type = lib.types.str;
      default = "root";
      description = ''
        Who bd logs in as (BEADS_DOLT_SERVER_USER). root is always there, with a password that bd makes and keeps; for
        another one make the account, and name its password's file in BEADS_DOLT_PASSWORD_FILE.
      '';
    };

    noAutoCommit = lib.mkOption {
      type = lib.types.bool;
      default = true;
      description = "That no statement becomes a Dolt commit by itself. Required: a commit of bd is one whole write.";
    };
  };

  config = lib.mkIf cfg.enable {
    assertions = [
      {
        assertion = cfg.noAutoCommit;
        message = "CUSTOM.services.dolt-server.noAutoCommit has to be true: bd makes each Dolt commit itself.";
      }
      {
        assertion = cfg.host == "127.0.0.1";
        message = "CUSTOM.services.dolt-server.host has to be 127.0.0.1: for other machines run a server with TLS and accounts of your own, and name it in `bd init --server-host`.";
      }
      {
        assertion = builtins.match "/[^[:space:]%\"'\\$]*/dolt" cfg.dataDir != null;
        message = "CUSTOM.services.dolt-server.dataDir has to be absolute and plain (no white space, quotes, %), and to end in /dolt.";
      }
    ];

    home.packages = [ cfg.package ];
    home.sessionVariables =
      lib.optionalAttrs (cfg.dataDir != defaultData) { BEADWORK_HOME = home; }
      // lib.optionalAttrs (cfg.user != "root") { BEADS_DOLT_SERVER_USER = cfg.user; };

    # Before the service may start: it can write into these directories, but could not make them.
    home.activation.doltServerDirectories = lib.hm.dag.entryBetween [ "reloadSystemd" ] [ "writeBoundary" ] ''
      run mkdir -p -m 0700 ${lib.escapeShellArg cfg.dataDir} ${lib.escapeShellArg "${home}/server"}
    '';

    systemd.user.services.dolt-server = {
      Unit = {
        Description = "Dolt SQL server for beads";
        After = [ "default.target" ];
      };

      Service = {
        Type = "simple";
        WorkingDirectory = cfg.dataDir;
        Environment = [
          "BEADWORK_HOME=${home}"
          "BEADWORK_DOLT=${cfg.package}/bin/dolt"
        ]
        ++ lib.optional (remoteUser != null) "\"DOLT_REMOTE_USER=${forSystemd remoteUser}\"";
        ExecStartPre = "${bd} dolt set --quiet server.port ${toString cfg.port}";
        ExecStart = if password == null then "${bd} dolt start --foreground" else "${withPassword}";
        Restart = "on-failure";
        RestartSec = 5;
        # Only bd gets the signal: it lets running writes finish. Dolt is never killed while it writes.
        KillMode = "mixed";
        SendSIGKILL = false;
        TimeoutStopSec = 90;

        NoNewPrivileges = true;
        ProtectSystem = "strict";
        ReadWritePaths = [
          home
          "-%t"
        ];
        PrivateTmp = true;
        ProtectControlGroups = true;
        ProtectKernelModules = true;
        ProtectKernelTunables = true;
        RestrictAddressFamilies = "AF_UNIX AF_INET AF_INET6 AF_NETLINK";
        RestrictRealtime = true;
        RestrictSUIDSGID = true;
        LockPersonality = true;
        UMask = "0077";
      };

      Install.WantedBy = [ "default.target" ];
    };
  };
}
