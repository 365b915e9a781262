using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that start others later, or decide what the machine runs.</summary>
internal static class Services
{
    private const string ChangesWhatRuns = "it can change what the machine runs";

    /// <summary>None, the shortcut or the five times of crontab, and the same with a user.</summary>
    private static readonly int[] WordsBeforeCommand = [0, 1, 5, 6];

    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("at batch") { Wraps = true, TakesScripts = true, Reaches = ChangesWhatRuns, Read = ReadInputLater },
        new("crontab") { Reaches = ChangesWhatRuns, Read = ReadInputLater },
        new("systemd-run") { Wraps = true, Reaches = ChangesWhatRuns },
        new("systemd-inhibit") { Wraps = true },
        new("systemctl service launchctl initctl rc-service loginctl") { Reaches = ChangesWhatRuns, Read = Control },
        new("supervisorctl sv pm2") { Read = Control },
        new("shutdown reboot halt poweroff init telinit") { Reaches = ChangesWhatRuns },
    ];

    /// <summary>Lines that are read from the input and run later.</summary>
    public static Answer? ReadInputLater(ProgramCall call, ProgramContext context)
    {
        if (call.Input.Text is not { } lines) return null;
        foreach (var line in lines.Split('\n')) ReadLater(line, call, context);
        return null;
    }

    /// <summary>
    /// A line that runs later, with or without the times of crontab before it, and the signs of make.
    /// </summary>
    private static void ReadLater(string line, ProgramCall call, ProgramContext context)
    {
        var text = Marks.Shown(line).Trim();
        if (text.Length == 0 || text[0] == '#') return;
        var words = text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var skipped in WordsBeforeCommand)
            if (words.Length > skipped)
                context.Inner.Look(string.Join(' ', words.Skip(skipped)).TrimStart('@', '-', '+'), call.State);
    }

    private static Answer? Control(ProgramCall call, ProgramContext context)
    {
        var looks = call.Words.Any(word =>
            word is "status" or "show" or "cat" or "list" or "is-active" or "is-enabled" or "list-units" or "logs"
                or "print");
        if (!looks
            && (call.Arguments.Any(GatewayNames.AreIn) || (call.Name == "loginctl" && call.Words.Any(EndsSession))))
            context.Findings.HardDeny("it would end the gateway or change how it is started");
        return null;
    }

    private static bool EndsSession(string word) =>
        word.StartsWith("terminate-", StringComparison.Ordinal) || word.StartsWith("kill-", StringComparison.Ordinal);
}
