using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>
/// The gateway's own command line, which is the operator's: to look is like any program, everything else is done in
/// that person's name.
/// </summary>
internal static class GatewayProgram
{
    private const string DataOption = "--data";

    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("agw") { StaysUnderFunction = true, Read = Read },
        new("agw.dll AgentGateway AgentGateway.dll") { Read = Read },
    ];

    private static Answer Read(ProgramCall call, ProgramContext context)
    {
        Judge(call.Words, context);

        // Which gateway is meant is no file that the program is given.
        var words = call.Words.Where((word, at) =>
            word != DataOption
                && !word.StartsWith(DataOption + "=", StringComparison.Ordinal)
                && (at == 0 || call.Words[at - 1] != DataOption));
        UnknownWords.Suspect([.. words], call.State, context);
        return Answer.Unknown;
    }

    /// <param name="words">The program, under any name, and its arguments.</param>
    public static void Judge(IReadOnlyList<string> words, ProgramContext context)
    {
        var arguments = words.Skip(1).ToList();
        var first = arguments.FindIndex(word => !word.StartsWith('-'));
        if (first < 0) return;

        // Behind options it cannot be told whether a word is the value of one.
        var verbs = first == 0
            ? arguments.Take(1).ToList()
            : [.. arguments.Skip(first).Where(word => !word.StartsWith('-')).Take(2)];
        var second = arguments.SkipWhile(word => !verbs.Contains(word)).Skip(1)
            .FirstOrDefault(word => !word.StartsWith('-'));
        var looks = second is not null && LooksBelow(second);
        var changes = verbs.Any(HoldsPolicy) && !looks && arguments[^1] is not "mcp-servers";
        var shown = Marks.Shown(verbs[0]);
        if (changes || verbs.Any(verb => Marks.In(verb) || Decides(verb)))
            context.Findings.HardDeny($"it would change what the gate allows: agw {shown}");
        else context.Findings.Say($"it is run in the operator's name: agw {shown}");
        if (words.Any(word => word.StartsWith(DataOption, StringComparison.Ordinal)))
            context.Findings.Say("it names a data directory of the gateway");
    }

    private static bool Decides(string verb) => verb is "approve" or "deny" or "answer" or "stop" or "restore";

    private static bool HoldsPolicy(string verb) => verb is "policy" or "token" or "secret" or "mcp-servers";

    private static bool LooksBelow(string verb) => verb is
        "list" or "get" or "read" or "search" or "screen" or "output" or "wait" or "history" or "explain" or "queue"
        or "diff" or "show" or "test" or "follow" or "verify";
}
