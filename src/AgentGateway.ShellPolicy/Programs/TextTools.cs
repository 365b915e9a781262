using AgentGateway.ShellPolicy.Entries;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that print, compare and filter text, and that tell about the system.</summary>
internal static class TextTools
{
    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("echo true false : whoami id uname uptime pwd sleep seq expr tty which nproc arch groups locale cal factor "
            + "date printf hostname tr yes printenv tput clear reset exit return break continue wait jobs fg bg times "
            + "umask let getconf ps pgrep pidof free type hash")
        {
            Operands = PathRole.Text,
        },
        new("cat tac wc nl hexdump df realpath readlink basename dirname md5sum sha1sum sha224sum sha256sum sha384sum "
            + "sha512sum b2sum cksum sum cmp comm rev zcat test [ [[ diff3")
        {
            Operands = PathRole.Read,
        },
        new("head tail") { Operands = PathRole.Read, Options = "=-n =-c =--lines =--bytes =-s =--pid" },
        new("od") { Operands = PathRole.Read, Options = "=-A =-t =-j =-N =-w" },
        new("xxd") { Operands = PathRole.ReadThenWrite, Options = "=-l =-s =-c =-g" },
        new("strings") { Operands = PathRole.Read, Options = "=-n =-t =-e" },
        new("diff") { Operands = PathRole.Read, Options = "=-U =-C =-I =-x =-W" },
        new("join") { Operands = PathRole.Read, Options = "=-t =-1 =-2 =-o =-e =-a" },
        new("paste column fold expand unexpand") { Operands = PathRole.Read, Options = "=-d =-t =-s =-w =-N" },
        new("sort")
        {
            Operands = PathRole.Read,
            Options = "=-k =-t =-S =-T >-o >--output",
            RunningOptions = ["--compress-program"],
        },
        new("cut") { Operands = PathRole.Read, Options = "=-d =-f =-c =-b" },
        new("shuf") { Operands = PathRole.Read, Options = "=-n =-i >-o" },
        new("uniq") { Operands = PathRole.ReadThenWrite, Options = "=-f =-s =-w" },
        new("split") { RunningOptions = ["--filter"] },
        new("grep egrep fgrep zgrep rg")
        {
            Operands = PathRole.TextThenRead,
            Options = "=-A =-B =-C =-m =--include =--exclude =--exclude-dir =-g =-t =-T =--color =-d =-D <-f",
        },
        new("rg") { RunningOptions = ["--pre=", "--hostname-bin"] },
        new("jq") { Operands = PathRole.TextThenRead, Options = "=--indent" },
        new("tee") { Operands = PathRole.Write },
        new("less more most man info nano pico mc ranger pg") { RunsUntold = true },
    ];
}
