# pkgs.beadwork is the program alone; pkgs.beads is what one installs: it finds Dolt, and answers to `beads` too.
final: prev: {
  beadwork = final.callPackage ./package.nix { };

  beads =
    final.runCommand "beads-wrapped"
      {
        nativeBuildInputs = [ final.makeWrapper ];
        meta = final.beadwork.meta;
      }
      ''
        cp -r ${final.beadwork} $out
        chmod -R u+w $out
        for program in bd gt; do
          wrapProgram $out/bin/$program \
            --prefix PATH : ${final.lib.makeBinPath [ final.dolt ]} \
            --suffix PATH : ${
              final.lib.makeBinPath [
                final.git
                final.openssh
              ]
            }
        done
        ln -sf bd $out/bin/beads
      '';
}
