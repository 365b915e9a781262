using AgentGateway.ShellPolicy.Entries;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that print, compare and filter text, and that tell about the system.</summary>
internal static class TextTools
{
    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("echo true false : whoami id uname uptime pwd sleep seq expr tty which nproc arch groups locale cal factor")
        {
            Operands = PathRole.Text, OnlyReads = true,
        },
        new("date") { Operands = PathRole.Text, OnlyReads = true, ChangingOptions = ["-s", "--set"] },
        new("printf") { Operands = PathRole.Text, OnlyReads = true, ChangingOptions = ["-v"] },
        new("hostname")
        {
            Operands = PathRole.Text, OnlyReads = true, ReadOperandsMax = 0, ChangingOptions = ["-F", "-b", "--file"],
        },
        new("yes printenv tput clear reset exit return break continue wait jobs fg bg times umask let getconf ps "
            + "pgrep pidof free type hash")
        {
            Operands = PathRole.Text,
        },
        new("cat tac wc nl hexdump df realpath readlink basename dirname md5sum sha1sum sha224sum sha256sum sha384sum "
            + "sha512sum b2sum cksum sum cmp comm rev zcat test [ [[ diff3")
        {
            Operands = PathRole.Read, OnlyReads = true,
        },
        new("head") { Operands = PathRole.Read, Options = "=-n =-c =--lines =--bytes =-s =--pid", OnlyReads = true },
        new("tail")
        {
            Operands = PathRole.Read,
            Options = "=-n =-c =--lines =--bytes =-s =--pid",
            OnlyReads = true,
            ChangingOptions = ["-f", "-F", "--follow"],
        },
        new("od") { Operands = PathRole.Read, Options = "=-A =-t =-j =-N =-w", OnlyReads = true },
        new("xxd")
        {
            Operands = PathRole.Read,
            Options = "=-l =-s =-c =-g",
            OnlyReads = true,
            ReadOperandsMax = 1,
            ChangingOptions = ["-r"],
        },
        new("strings") { Operands = PathRole.Read, Options = "=-n =-t =-e", OnlyReads = true },
        new("diff") { Operands = PathRole.Read, Options = "=-U =-C =-I =-x =-W", OnlyReads = true },
        new("join") { Operands = PathRole.Read, Options = "=-t =-1 =-2 =-o =-e =-a", OnlyReads = true },
        new("paste column fold expand unexpand")
        {
            Operands = PathRole.Read, Options = "=-d =-t =-s =-w =-N", OnlyReads = true,
        },
        new("sort")
        {
            Operands = PathRole.Read,
            Options = "=-k =-t =-S =-T >-o >--output",
            OnlyReads = true,
            ChangingOptions = ["-o", "--output", "--compress-program", "-T", "--temporary-directory"],
            RunningOptions = ["--compress-program"],
        },
        new("cut") { Operands = PathRole.Read, Options = "=-d =-f =-c =-b", OnlyReads = true },
        new("shuf")
        {
            Operands = PathRole.Read, Options = "=-n =-i >-o", OnlyReads = true, ChangingOptions = ["-o", "--output"],
        },
        new("uniq")
        {
            Operands = PathRole.ReadThenWrite, Options = "=-f =-s =-w", OnlyReads = true, ReadOperandsMax = 1,
        },
        new("split") { RunningOptions = ["--filter"] },
        new("tr") { Operands = PathRole.Text, OnlyReads = true },
        new("grep egrep fgrep zgrep rg")
        {
            Operands = PathRole.TextThenRead,
            Options = "=-A =-B =-C =-m =--include =--exclude =--exclude-dir =-g =-t =-T =--color =-d =-D <-f",
            OnlyReads = true,
        },
        new("rg") { ChangingOptions = ["--pre", "--hostname-bin", "-z", "--search-zip"] },
        new("jq") { Operands = PathRole.TextThenRead, Options = "=--indent", OnlyReads = true },
        new("tee") { Operands = PathRole.Write },
        new("less more most man info nano pico mc ranger pg") { RunsUntold = true },
    ];
}
