using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Facts;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that talk to other machines.</summary>
internal static class NetworkTools
{
    private const string Connects = "it connects to another machine";

    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("curl wget wget2 aria2c http https xh") { Read = Fetch },
        new("rsync") { Read = Synchronize },
        new("ssh mosh sshpass autossh socat") { Wraps = true, TakesScripts = true, Reaches = Connects },
        new("scp sftp") { Reaches = Connects, RunningOptions = ["-S", "-o", "-F"] },
        new("telnet nc ncat netcat ftp lftp rsh rlogin") { Reaches = Connects },
        new("torsocks torify proxychains proxychains4 tsocks") { Wraps = true },
        new("mail mailx sendmail mutt swaks msmtp") { Reaches = "it sends mail" },
        new("ip") { RunningVerbs = ["exec", "netns"] },
    ];

    private static readonly OptionTable OfCurl = OptionTable.Of(
        ">-o >--output >--output-dir =-H =-A =-e =-X =--request =-u <-K <--config >-c >--cookie-jar >-D >--dump-header "
        + ">--trace");

    private static readonly OptionTable OfOthers =
        OptionTable.Of(">-O >--output-document >-P >--directory-prefix >-o >-a >-d =-U =--header >-x");

    private static readonly string[] UploadingOptions =
    [
        "-d", "-F", "--data", "--form", "--upload", "--post", "--body",
    ];

    private static Answer Fetch(ProgramCall call, ProgramContext context)
    {
        context.Findings.Say("it uses the network");
        var (operands, values) = (call.Name == "curl" ? OfCurl : OfOthers).Divide(call.Arguments);
        foreach (var (value, use) in values)
            if (use is { } sure) context.Paths.Touch(value, sure, call.State);
            else context.Paths.Mention(value, call.State);
        foreach (var operand in operands) context.Paths.Mention(operand, call.State);
        if (call.Arguments.Any(Uploads)) context.Findings.Say("it sends data away");
        if (call.Words.Any(word => word is "-K" or "--config")) context.Findings.Hides("its options are in a file");
        return Answer.Unknown;
    }

    private static bool Uploads(string word) =>
        word is "-T" or "--json"
        || UploadingOptions.Any(option => word.StartsWith(option, StringComparison.Ordinal));

    private static bool TellsToRun(string word) =>
        word is "-e"
        || word.StartsWith("--rsh", StringComparison.Ordinal)
        || word.StartsWith("--rsync-path", StringComparison.Ordinal);

    private static Answer Synchronize(ProgramCall call, ProgramContext context)
    {
        if (call.Words.Any(TellsToRun))
        {
            context.Findings.Hides("rsync runs another program");
            context.Findings.SayNotUnderstood("what rsync runs");
            foreach (var word in call.Arguments) ForeignCode.Read(word, call.State, context);
        }

        var operands = call.Arguments.Where(word => !word.StartsWith('-')).ToList();
        if (operands.Any(word => word.Contains(':', StringComparison.Ordinal)))
            context.Findings.Say("it copies from or to another machine");
        var deletes = call.Words.Any(word => word.StartsWith("--del", StringComparison.Ordinal));
        for (var index = 0; index < operands.Count; index++)
        {
            var isTarget = index == operands.Count - 1 && index > 0;
            var use = !isTarget ? ShellPathUse.Read : deletes ? ShellPathUse.Delete : ShellPathUse.Write;
            context.Paths.Touch(operands[index], use, call.State, whole: true);
        }

        if (call.Words.Contains("--remove-source-files"))
            foreach (var operand in operands.SkipLast(1))
                context.Paths.Touch(operand, ShellPathUse.Delete, call.State, whole: true);
        return Answer.Unknown;
    }
}
