using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that find files in a tree and do something with all of them.</summary>
internal static class FindTools
{
    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("find") { StaysUnderFunction = true, Read = Find },
        new("fd fdfind") { RunningOptions = ["-x", "-X", "--exec", "--exec-batch"] },
    ];

    private static Answer Find(ProgramCall call, ProgramContext context)
    {
        var words = call.Arguments
            .SkipWhile(word => word is "-H" or "-L" or "-P" || word.StartsWith("-O", StringComparison.Ordinal))
            .ToList();
        var starts =
            words.TakeWhile(word => word.Length > 0 && word[0] != '-' && word is not ("(" or "!" or ")")).ToList();
        var tests = words.Skip(starts.Count).ToList();
        if (starts.Count == 0) starts.Add(".");
        foreach (var start in starts) context.Paths.Touch(start, ShellPathUse.Read, call.State);
        var names = FoundNames.In(tests);
        IReadOnlyList<string> found = names is null
            ? starts
            : [.. starts.SelectMany(start => names.Select(name => name[0] == '/' ? name : $"{start}/{name}"))];
        if (!Act(tests, found, call.State, context)) return new(string.Join('\n', found) + "\n" + Marks.Anything);

        // By their names alone, the gateway's own files would be found as well.
        if (names is not null && starts.SelectMany(call.State.Absolute).Any(context.Paths.HoldsGateway)
            && names.Any(FoundNames.MayBeGateway))
            context.Findings.HardDeny("it would change files in the gateway's own directory");
        return Answer.Unknown;
    }

    /// <returns>Whether something is done with what is found, instead of printing it.</returns>
    private static bool Act(
        IReadOnlyList<string> tests, IReadOnlyList<string> found, ShellState state, ProgramContext context)
    {
        var acts = false;
        for (var index = 0; index < tests.Count; index++)
        {
            if (tests[index] == "-delete")
            {
                acts = true;
                ForEach(found, context, path => context.Paths.Touch(path, ShellPathUse.Delete, state, whole: true));
            }
            else if (tests[index] is "-fprint" or "-fprintf" or "-fls" or "-fprint0" && index + 1 < tests.Count)
            {
                context.Paths.Touch(tests[index + 1], ShellPathUse.Write, state);
            }
            else if (tests[index] is "-exec" or "-execdir" or "-ok" or "-okdir")
            {
                acts = true;
                context.Findings.Hides("find runs another program");
                var inner = tests.Skip(index + 1).TakeWhile(word => word is not (";" or "+")).ToList();
                if (inner.Count == 0) continue;

                // What is found is known in part only.
                context.Findings.NoteCommand(
                    [.. inner.Select(word => word.Replace("{}", Marks.Anything, StringComparison.Ordinal))]);
                ForEach(found, context, path =>
                {
                    var words = inner.Select(word => word.Replace("{}", path, StringComparison.Ordinal));
                    context.Inner.Run([.. words], state.Copy(), ShellInput.Terminal, false);
                });
            }
        }

        return acts;
    }

    private static void ForEach(IReadOnlyList<string> paths, ProgramContext context, Action<string> act) =>
        context.Paths.Sweep(() =>
        {
            foreach (var path in paths) act(path);
        });
}
