using System.Globalization;
using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// Programs that end processes or look into them. The gateway's own must not be ended or taken hold of.
/// </summary>
internal static class Processes
{
    private const string LooksInto = "it looks into other processes";

    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("kill") { Read = Kill },
        new("pkill killall skill killall5 fuser xkill") { Read = KillByName },
        new("gdb") { Wraps = true, TakesScripts = true, Reaches = LooksInto, Read = TakeHold },
        new("lldb") { Wraps = true, TakesScripts = true, Read = TakeHold },
        new("strace ltrace perf") { Wraps = true, Reaches = LooksInto, Read = TakeHold },
        new("ptrace") { Reaches = LooksInto },
        new("gcore reptyr py-spy nsenter gdbserver prlimit") { Read = TakeHold },
        new("gdbserver valgrind rr") { Wraps = true },
    ];

    private static Answer Kill(ProgramCall call, ProgramContext context)
    {
        var daemon = context.Machine.DaemonProcess;
        var targets = Targets(call, context);
        foreach (var target in targets)
        {
            if (target.StartsWith('%') || target is "0" or "--") continue;
            if (!long.TryParse(target, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var process))
                context.Findings.Say("which process it ends is not known beforehand");
            else if (process == -1 || (daemon > 0 && Math.Abs(process) == daemon))
                context.Findings.HardDeny("it would end the gateway");
        }

        if (targets.Count > 0 && context.Findings.Commands.Any(LooksForGateway))
            context.Findings.HardDeny("it would end the gateway");
        if (call.Input.IsPiped) context.Findings.Say("it is piped into kill");
        return Answer.Unknown;
    }

    private static Answer KillByName(ProgramCall call, ProgramContext context)
    {
        var targets = Targets(call, context);
        var byOwner = targets.Count <= 1
            && call.Words.Any(word => word is "-u" or "-U" or "-g" or "-G" or "--user" or "--euid" or "--uid");
        var ofMany = byOwner || call.Name is "killall5" || call.Words.Any(word => word is "-v" or "--inverse");
        if (targets.Any(GatewayNames.MayMatch)) context.Findings.HardDeny("it would end the gateway");
        else if (ofMany || targets.Any(target => Marks.In(target) || target.Length == 0))
            context.Findings.HardDeny("it may end the gateway");
        else context.Findings.Say("it ends processes by their name");
        return Answer.Unknown;
    }

    /// <summary>
    /// The processes to end. The first word of <c>kill</c> may be a signal, of the others every option is skipped.
    /// </summary>
    private static List<string> Targets(ProgramCall call, ProgramContext context)
    {
        foreach (var word in call.Arguments) context.Paths.Mention(word, call.State);
        return [.. call.Arguments.Where((word, index) => !IsOption(word, index) && !IsSignal(index))];

        bool IsOption(string word, int index) => word.StartsWith('-') && (index == 0 || call.Name != "kill");

        // Among all words, the one of that index stands before the argument of that index.
        bool IsSignal(int index) => index > 0 && call.Words[index] is "-s" or "-n" or "--signal";
    }

    private static bool LooksForGateway(IReadOnlyList<string> words) =>
        words is ["pgrep" or "pidof", ..] ? words.Skip(1).Any(GatewayNames.MayMatch)
        : words is [var name, ..] && ShowsProcesses(name) && words.Skip(1).Any(GatewayNames.AreIn);

    private static bool ShowsProcesses(string name) =>
        name is "grep" or "egrep" or "fgrep" or "rg" or "awk" or "gawk" or "mawk" or "lsof" or "fuser" or "ss" or "ps"
            or "cat" or "sed" or "jq";

    private static Answer? TakeHold(ProgramCall call, ProgramContext context)
    {
        if (call.Arguments.Any(word => word is "-ex" or "-x" or "-o" or "-s" or "--eval-command" or "--command"))
            context.Findings.SayNotUnderstood($"what {call.Name} is told by its options");
        if (NamesDaemon(call.Words, context.Machine.DaemonProcess))
            context.Findings.HardDeny("it would take hold of the gateway's process");
        return null;
    }

    private static bool NamesDaemon(IReadOnlyList<string> words, int daemon) =>
        words.Any(word => GatewayNames.AreIn(word) || (daemon > 0 && IsProcess(word, $"{daemon}")));

    /// <summary><c>4711</c>, <c>-p4711</c> or <c>--pid=4711</c>.</summary>
    private static bool IsProcess(string word, string process) =>
        word.TrimStart('-', 'p', 't').TrimStart('=') == process
        || word.EndsWith("=" + process, StringComparison.Ordinal);
}
