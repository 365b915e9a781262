namespace AgentGateway.Domain.Policy.Commands;

/// <summary>What is found in a tree, and what is done with all of it.</summary>
internal sealed partial class CommandWalk
{
    /// <summary>What is changed stands for everything below it, too: it was found in a tree, or named by another program.</summary>
    private bool _sweeping;

    /// <summary>Answers what it prints.</summary>
    private string? Find(IReadOnlyList<string> words, ShellState state)
    {
        var starts = words.Skip(1).SkipWhile(word => word is "-H" or "-L" or "-P" || word.StartsWith("-O", StringComparison.Ordinal))
            .TakeWhile(word => word.Length > 0 && word[0] != '-' && word is not ("(" or "!" or ")")).ToList();
        var tests = words.Skip(1).SkipWhile(word => word is "-H" or "-L" or "-P" || word.StartsWith("-O", StringComparison.Ordinal)).Skip(starts.Count).ToList();
        if (starts.Count == 0) starts.Add(".");
        foreach (var start in starts) Touch(start, PathUse.Read, state);
        var names = FoundNames.In(tests);
        IReadOnlyList<string> found = names is null ? starts : [.. starts.SelectMany(start => names.Select(name => name[0] == '/' ? name : $"{start}/{name}"))];
        var prints = true;
        for (var index = 0; index < tests.Count; index++)
        {
            if (tests[index] == "-delete")
            {
                prints = false;
                Sweep(() => Each(found, path => Touch(path, PathUse.Delete, state, whole: true)));
            }
            else if (tests[index] is "-fprint" or "-fprintf" or "-fls" or "-fprint0" && index + 1 < tests.Count)
            {
                Touch(tests[index + 1], PathUse.Write, state);
            }
            else if (tests[index] is "-exec" or "-execdir" or "-ok" or "-okdir")
            {
                prints = false;
                Hides("find runs another program");
                var inner = tests.Skip(index + 1).TakeWhile(word => word is not (";" or "+")).ToList();
                if (inner.Count > 0)
                    Sweep(() => Each(found, path => Run([.. inner.Select(word => word.Replace("{}", path, StringComparison.Ordinal))], state.Copy(), ShellInput.Terminal)));
            }
        }

        if (prints) return string.Join('\n', found) + "\n" + Marks.Anything;

        // By their names alone, the gateway's own files would be found as well.
        if (names is not null && starts.SelectMany(start => Absolute(start, state)).Any(HoldsTheGateway) && names.Any(FoundNames.MayBeTheGateways))
            Floor("it would change files in the gateway's own directory");
        return null;
    }

    private static void Each(IReadOnlyList<string> paths, Action<string> act)
    {
        foreach (var path in paths) act(path);
    }

    private void Sweep(Action act)
    {
        var before = _sweeping;
        _sweeping = true;
        act();
        _sweeping = before;
    }

    private bool HoldsTheGateway(string path) => path[0] == '/' && places.Gateway.Any(place => PathText.IsInside(PathText.Normal(path), place));
}
