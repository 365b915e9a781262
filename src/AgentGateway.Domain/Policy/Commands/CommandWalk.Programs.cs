namespace AgentGateway.Domain.Policy.Commands;

/// <summary>One command with its words: what it is, and what it does with them.</summary>
internal sealed partial class CommandWalk
{
    /// <summary>Stands for processes that the command itself started.</summary>
    private const string OwnProcess = "%own";

    /// <summary>Answers what it prints, where its words say it.</summary>
    private string? Run(IReadOnlyList<string> words, ShellState state, ShellInput input, bool wrapped = false)
    {
        if (!Spend(1 + (words.Count / 8))) return null;
        Note(words);
        var program = words[0];
        if (Marks.In(program) || program.Length == 0)
        {
            _readOnly = false;
            Raise(RiskClass.R3, "which program it runs is not known beforehand");
            Suspect(words, state);

            // Where the first word has several possibilities, they stand one behind the other.
            if (program == Marks.Anything && !wrapped)
                for (var at = 1; at < Math.Min(words.Count, ShellState.AlternativesMax); at++)
                    if (words[at].Length > 0 && words[at][0] != '-') Run(words.Skip(at).ToList(), state.Copy(), ShellInput.Terminal, wrapped: true);
            return null;
        }

        var name = PathText.NameOf(program);

        // A function or an alias stands before a program of the same name, but not for every way to run it: both are judged.
        if (state.Functions.TryGetValue(program, out var body) && Call(body, words, state, input) is var answered && !IsTelling(name)) return answered;
        if (state.Aliases.TryGetValue(program, out var alias)) Alias(program, alias, words, state, input);
        if (name != program && !IsOfTheSystem(program)) _readOnly = false;
        if (name != program && RunsWritten(program, state, script => Script(script, state.Copy(), input))) _plain = false;
        if (Special(name, words, state, input, out var printed)) return printed;
        if (Builtin(name, words, state, input)) return Silent.Contains(name) ? "" : null;
        if (Shells.Contains(name)) return Shell(words, state, input);
        if (Wrappers.IsWrapper(name))
        {
            if (Dangers.Find(name, words) is { } reach) Raise(reach.Risk, reach.Why);
            if (words.Any(word => places.Gateway.Any(place => word.Contains(place, StringComparison.Ordinal)))) Floor("it reaches into the gateway's own directory");
            if (name == "eval") return Script(string.Join(' ', words.Skip(1)), state, input);
            if (name is "command" or "builtin" && words.Count > 1 && words[1].Length > 0 && words[1][0] != '-')
            {
                Hides($"{name} runs another program");
                return Run(words.Skip(1).ToList(), state, input);
            }

            if (!wrapped || Wrappers.TakesScripts(name) || name is "xargs") Unwrap(words, state, input);
            return null;
        }

        if (Wrappers.IsInterpreter(name) || Wrappers.TellsToRun(name, words)) Interpret(name, words, state, input);
        if (Wrappers.IsRunner(name, words))
        {
            _tellsAll = _readOnly = false;
            Say($"{name} runs what its words do not say");
            foreach (var word in words.Skip(1)) Code(word, state);
        }

        if (Dangers.Find(name, words) is { } danger) Raise(danger.Risk, danger.Why);
        if (KnownPrograms.Find(name) is { } known) return Known(name, known, words, state, input);
        _readOnly &= Git.Reads(name, words);
        Suspect(words, state);
        return null;
    }

    private static readonly string[] Silent = ["cd", "chdir", "export", "readonly", "declare", "typeset", "local", "read", "set", "unset", "shopt", "ulimit"];

    private static bool IsTelling(string name) => KnownPrograms.Find(name) is { Role: not PathRole.Text } || Wrappers.IsWrapper(name) || Shells.Contains(name) || name is "find" or "agw" or "dd";

    private void Alias(string name, string meaning, IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        var inner = state.Copy();
        inner.Aliases.Remove(name);
        Script($"{meaning} {string.Join(' ', words.Skip(1).Select(word => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'"))}", inner, input);
    }

    private void Note(IReadOnlyList<string> words)
    {
        string[] shown = [.. words.Select(Marks.Shown)];
        _commands.Add(shown);
        if (shown[0].Contains('/', StringComparison.Ordinal)) _commands.Add([PathText.NameOf(shown[0]), .. shown[1..]]);
    }

    private string? Call(ShellNode body, IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        Hides("it defines a function");
        if (state.Calls >= CallsMax)
        {
            Raise(RiskClass.R3, "a function that calls itself");
            return null;
        }

        var before = state.Positional;
        state.Positional = [.. words.Skip(1)];
        state.Calls++;
        var printed = Walk(body, state, input, certain: false);
        state.Calls--;
        state.Positional = before;
        return printed;
    }

    private string? Known(string name, KnownProgram known, IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        if (!KnownPrograms.Reads(name, words)) _readOnly = false;
        var (operands, values) = known.Divide(words.Skip(1));
        foreach (var (value, use) in values)
        {
            if (use is { } sure) Touch(value, sure, state);
            else Mention(value, state);
        }

        var whole = words.Any(word => KnownPrograms.IsOption(word, "-r") || KnownPrograms.IsOption(word, "-R") || KnownPrograms.IsOption(word, "--recursive"));
        var last = operands.Count - 1;
        var aimed = values.Any(value => value.Use == PathUse.Write);
        var pattern = known.Role is PathRole.TextThenRead or PathRole.TextThenWrite
            && !(known.Role == PathRole.TextThenRead && words.Any(word => KnownPrograms.IsOption(word, "-e") || KnownPrograms.IsOption(word, "-f")));
        for (var index = 0; index < operands.Count; index++)
        {
            if (index == 0 && pattern) continue;
            PathUse? use = known.Role switch
            {
                PathRole.Text => null,
                PathRole.Read or PathRole.TextThenRead => PathUse.Read,
                PathRole.Write or PathRole.TextThenWrite => PathUse.Write,
                PathRole.Delete => PathUse.Delete,
                _ when index == last && last > 0 && !aimed => PathUse.Write,
                PathRole.MoveThenWrite => PathUse.Delete,
                _ => PathUse.Read,
            };
            if (use is not { } does) continue;
            var operand = operands[index];
            if (whole && known.Role == PathRole.Write) Sweep(() => Touch(operand, does, state, whole));
            else Touch(operand, does, state, whole || known.Role == PathRole.MoveThenWrite);
        }

        if (name == "chmod" && words.Any(word => word.Contains("+s", StringComparison.Ordinal))) Raise(RiskClass.R3, "it lets a program run as its owner");
        return Printed(name, words, operands, state, input);
    }

    /// <summary>The words of a program that may do anything with them: whatever of it would be below the floor is.</summary>
    private void Suspect(IReadOnlyList<string> words, ShellState state)
    {
        // By another name, a deleter is still told by how it is called.
        var forces = words.Skip(1).Any(word => word.Length is 2 or 3 && word[0] == '-' && word.AsSpan(1).IndexOfAnyExcept("rRfd") < 0)
            || words.Skip(1).Any(Dangers.Deletes) || (words[0] is "zip" && words.Any(word => KnownPrograms.IsOption(word, "-m")));
        foreach (var word in words.Skip(1))
        {
            Mention(word, state);
            if (forces && word.Length > 0 && word[0] != '-') Threat(word, state);
        }

        for (var index = 1; index < words.Count; index++)
            if (KnownPrograms.Find(PathText.NameOf(words[index])) is { Role: PathRole.Delete } && index + 1 < words.Count)
                foreach (var word in words.Skip(index + 1).Where(word => word.Length > 0 && word[0] != '-'))
                    Threat(word, state);
    }

    /// <summary>What must not be deleted must not be named where something may be deleting.</summary>
    private void Threat(string word, ShellState state)
    {
        foreach (var path in Absolute(word, state).Where(path => path[0] == '/').SelectMany(Places))
            if (Reaches(path, "/") || Ancestors(places.Home).Any(place => Reaches(path, place)))
                Floor($"it may delete what nobody may delete: {Marks.Shown(word)}");
    }

    /// <summary>A path that a program is given which may do anything with it; also as <c>--option=path</c> and as an address of a file.</summary>
    private void Mention(string word, ShellState state)
    {
        if (places.Gateway.Any(place => word.Contains(place, StringComparison.Ordinal))) Floor($"it reaches into the gateway's own directory: {Marks.Shown(word)}");
        foreach (var part in Parts(word).TakeWhile(_ => Spend()))
        {
            foreach (var path in Absolute(part, state).Where(path => path[0] == '/'))
            {
                foreach (var place in Places(path))
                {
                    var zone = ZoneOf(place);
                    _paths.Add(new(Marks.Shown(part), Marks.Shown(place), PathUse.Read));
                    if (zone == PathZone.Gateway) Floor($"it reaches into the gateway's own directory: {Marks.Shown(part)}");
                    if (zone == PathZone.Secret) Raise(RiskClass.R3, $"{Marks.Shown(part)} looks like a secret");
                    if (IsDisk(place)) Raise(RiskClass.R3, $"{Marks.Shown(part)} is a disk");
                    if (zone is not (PathZone.Workspace or PathZone.Temporary)) _readOnly = false;
                }
            }
        }
    }

    private static IEnumerable<string> Parts(string word)
    {
        if (word.Length == 0) yield break;
        if (word.Contains("file://", StringComparison.OrdinalIgnoreCase))
            yield return word[(word.IndexOf("file://", StringComparison.OrdinalIgnoreCase) + 7)..];
        if (word[0] != '-' && !word.Contains("://", StringComparison.Ordinal)) yield return word.TrimStart('@', '<', '>') is { Length: > 0 } path ? path : word;
        if (word.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals && equals + 1 < word.Length)
            yield return word[(equals + 1)..].TrimStart('@') is { Length: > 0 } path ? path : word;
        if (word.Length > 2 && word[0] == '-' && word.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash) yield return word[slash..];
        if (word.IndexOf(":/", StringComparison.Ordinal) is > 0 and var colon && !word.Contains("://", StringComparison.Ordinal)) yield return word[(colon + 1)..];
    }
}
