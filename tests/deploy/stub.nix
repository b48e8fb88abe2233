# As much of nixpkgs' `lib`, of home-manager and of `pkgs` as evaluates the modules of deploy/nix.
#
# The module system in small: options with types and defaults, mkIf, mkMerge, imports, special arguments by name. What is set
# without being declared is refused, as there.
{
  settings ? { },
  withSops ? false,
  beads ? "/packages/beads",
  dolt ? "/packages/dolt",
}:

let
  inherit (builtins)
    all
    attrNames
    concatLists
    concatMap
    concatStringsSep
    filter
    foldl'
    hasAttr
    head
    isAttrs
    isBool
    isFunction
    isInt
    isList
    isPath
    isString
    match
    replaceStrings
    stringLength
    substring
    ;

  type = name: check: { inherit name check; };
  package = path: {
    type = "derivation";
    outPath = path;
  };

  lib = rec {
    types = {
      bool = type "bool" isBool;
      str = type "str" isString;
      lines = type "lines" isString;
      port = type "port" (value: isInt value && value >= 0 && value <= 65535);
      path = type "path" (value: isPath value || (isString value && substring 0 1 value == "/"));
      package = type "package" (value: isAttrs value && value.type or "" == "derivation");
      nullOr = inner: type "nullOr ${inner.name}" (value: value == null || inner.check value);
      listOf = inner: type "list" (value: isList value && all inner.check value);
      attrs = type "attrs" isAttrs;
    };
    mkOption = option: option // { _type = "option"; };
    mkEnableOption =
      name:
      mkOption {
        type = types.bool;
        default = false;
        description = "Whether to enable ${name}.";
      };
    mkIf = condition: content: {
      _type = "if";
      inherit condition content;
    };
    mkMerge = contents: {
      _type = "merge";
      inherit contents;
    };
    optional = condition: value: if condition then [ value ] else [ ];
    optionalAttrs = condition: value: if condition then value else { };
    hasPrefix = prefix: text: substring 0 (stringLength prefix) text == prefix;
    makeBinPath = packages: concatStringsSep ":" (map (one: "${one}/bin") packages);
    escapeShellArg =
      value:
      let
        text = toString value;
      in
      if match "[[:alnum:],._+:@%/-]+" text != null then text else "'${replaceStrings [ "'" ] [ "'\\''" ] text}'";
    genAttrs =
      names: make:
      builtins.listToAttrs (
        map (name: {
          inherit name;
          value = make name;
        }) names
      );
    importTOML = file: builtins.fromTOML (builtins.readFile file);
    cleanSource = _: "the sources";
    licenses.mit = "MIT";
    hm.dag.entryBetween = before: after: data: { inherit before after data; };
  };

  pkgs = {
    beads = package beads;
    dolt = package dolt;
    # The text itself instead of the name of a file with it: nothing is built here.
    writeShellScript = _: text: package text;
  };

  # What home-manager and sops-nix declare.
  foreign =
    let
      option =
        kind: default:
        lib.mkOption {
          type = kind;
          inherit default;
        };
      attrs = option lib.types.attrs { };
    in
    {
      assertions = option (lib.types.listOf lib.types.attrs) [ ];
      home = {
        homeDirectory = option lib.types.str "/home/user";
        packages = option (lib.types.listOf lib.types.package) [ ];
        sessionVariables = attrs;
        activation = attrs;
      };
      programs.bash.initExtra = option lib.types.lines "";
      programs.zsh.envExtra = option lib.types.lines "";
      systemd.user.services = attrs;
    };
  sops-nix.homeManagerModules.sops = {
    options.sops.secrets = lib.mkOption {
      type = lib.types.attrs;
      default = { };
      apply = builtins.mapAttrs (name: secret: secret // { path = "/run/user/1000/secrets/${name}"; });
    };
  };

  special = { inherit lib pkgs; } // lib.optionalAttrs withSops { inherit sops-nix; };

  load =
    module:
    let
      loaded = if isPath module then import module else module;
      made = if isFunction loaded then loaded (special // { inherit config; }) else loaded;
    in
    [ made ] ++ concatMap load (made.imports or [ ]);
  modules = load ../../deploy/nix/modules ++ [
    { options = foreign; }
    { config = settings; }
  ];

  isOption = value: value._type or "" == "option";
  isPlain = value: isAttrs value && !(value ? _type) && value.type or "" != "derivation";
  join =
    one: other:
    one
    // lib.genAttrs (attrNames other) (
      name: if hasAttr name one && isPlain one.${name} then join one.${name} other.${name} else other.${name}
    );
  options = foldl' join { } (map (module: module.options or { }) modules);

  # A definition with the conditions under which it holds; those are looked at only where the value is wanted.
  spread =
    conditions: value:
    if value._type or "" == "if" then
      spread (conditions ++ [ value.condition ]) value.content
    else if value._type or "" == "merge" then
      concatMap (spread conditions) value.contents
    else
      [ { inherit conditions value; } ];
  below =
    name: definitions:
    concatMap (
      one: if isPlain one.value && hasAttr name one.value then spread one.conditions one.value.${name} else [ ]
    ) definitions;
  holds = definition: all (condition: condition) definition.conditions;

  merge =
    path: option: definitions:
    let
      values = map (one: one.value) (filter holds definitions);
      name = concatStringsSep "." path;
      checked = map (
        value: if option.type.check value then value else throw "${name} is no ${option.type.name}"
      ) values;
    in
    if values == [ ] then
      option.default or (throw "${name} is not set")
    else if option.type.name == "list" then
      concatLists checked
    else if option.type.name == "lines" then
      concatStringsSep "\n" checked
    else if option.type.name == "attrs" then
      (option.apply or (value: value)) (foldl' join { } checked)
    else if all (value: value == head checked) checked then
      head checked
    else
      throw "${name} is set to different values";

  configured =
    path: declared: definitions:
    lib.genAttrs (attrNames declared) (
      name:
      let
        found = below name definitions;
        here = path ++ [ name ];
      in
      if isOption declared.${name} then merge here declared.${name} found else configured here declared.${name} found
    );

  refuseUnknown =
    path: declared: definitions:
    concatMap (
      definition:
      concatMap (
        name:
        if !(hasAttr name declared) then
          [ (concatStringsSep "." (path ++ [ name ])) ]
        else if isOption declared.${name} then
          [ ]
        else
          refuseUnknown (path ++ [ name ]) declared.${name} (spread [ ] definition.value.${name})
      ) (if isPlain definition.value then attrNames definition.value else [ ])
    ) definitions;

  definitions = concatMap (module: spread [ ] (module.config or { })) modules;
  unknown = refuseUnknown [ ] options definitions;
  config = configured [ ] options definitions;

  describe =
    declared:
    lib.genAttrs (attrNames declared) (
      name:
      let
        option = declared.${name};
      in
      if isOption option then
        { type = option.type.name; } // lib.optionalAttrs (option ? default) { inherit (option) default; }
      else
        describe option
    );
in
if unknown != [ ] then
  throw "the option ${head unknown} does not exist"
else
  {
    options = describe options.CUSTOM;
    failed = map (one: one.message) (filter (one: !one.assertion) config.assertions);
    inherit config lib;
    # All but the options of beads, one of which has no default.
    outcome = removeAttrs config [ "CUSTOM" ] // {
      server = config.CUSTOM.services.dolt-server;
    };
  }
