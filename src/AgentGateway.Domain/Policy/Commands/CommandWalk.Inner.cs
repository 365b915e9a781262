using System.Collections.Frozen;

namespace AgentGateway.Domain.Policy.Commands;

/// <summary>Commands inside of commands: shells with a script, wrappers, interpreters with code in their words.</summary>
internal sealed partial class CommandWalk
{
    private static readonly FrozenSet<string> Shells = new[]
    {
        "sh", "bash", "dash", "zsh", "ksh", "ksh93", "mksh", "pdksh", "ash", "fish", "rbash", "csh", "tcsh", "yash", "rc", "elvish", "nu", "xonsh", "hush",
    }.ToFrozenSet(StringComparer.Ordinal);

    private string? Shell(IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        Hides("it runs a shell");
        var at = 1;
        var takesScript = false;
        while (at < words.Count && words[at].Length > 1 && words[at][0] is '-' or '+')
        {
            var option = words[at++];
            if (option == "--") break;
            takesScript |= !option.StartsWith("--", StringComparison.Ordinal) && option.Contains('c', StringComparison.Ordinal);
            takesScript |= option is "--command";
            if (option is "--rcfile" or "--init-file" && at < words.Count) RunsWritten(words[at], state, script => Script(script, state.Copy()));
            if (option is "-o" or "+o" or "-O" or "+O" or "--rcfile" or "--init-file") at++;
        }

        // Another shell: it knows neither functions nor aliases, unless they were handed on.
        var inner = state.Copy();
        if (takesScript)
        {
            if (at >= words.Count) return null;
            inner.Positional = [.. words.Skip(at + 2)];
            if (at + 1 < words.Count) inner.Assign("0", [words[at + 1]], certain: true);
            return Script(words[at], inner, input);
        }

        if (at < words.Count)
        {
            Mention(words[at], state);
            if (words[at].Contains(Marks.Unknown, StringComparison.Ordinal)) Raise(RiskClass.R3, "which script it runs is not known beforehand");
            RunsWritten(words[at], state, script => Script(script, state.Copy(), input));
            if (IsInput(words[at]) && input.IsPiped) return Script(input.Text ?? Marks.Anything, inner);
            return null;
        }

        return input.IsPiped ? Script(input.Text ?? Marks.Anything, inner) : null;
    }

    private static bool IsInput(string word) => word is "-" or "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0";

    /// <summary>A script inside of the line. One of which a part is not known beforehand may do anything.</summary>
    private string? Script(string text, ShellState state, ShellInput? input = null)
    {
        _plain = _readOnly = false;
        if (!Spend(10 + (text.Length / 64))) return null;
        if (text.Contains(Marks.Unknown, StringComparison.Ordinal)) Raise(RiskClass.R3, "the script that it runs is not known beforehand");

        // What was not known in the text is read as a variable, which is not known either.
        var readable = Marks.Shown(text.Replace(Marks.Anything, "${_unknown}", StringComparison.Ordinal));
        if (ShellParser.Parse(readable) is { } node) return Walk(node, state, input ?? ShellInput.Terminal, certain: true);
        NotUnderstood();
        Crude(readable, state);
        return null;
    }

    /// <summary>A program that runs the program in its words. Where its own options end is not always known: every word may begin the inner command.</summary>
    private void Unwrap(IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        var name = PathText.NameOf(words[0]);
        Hides($"{name} runs another program");
        var inner = state.Copy();
        var given = words.ToList();
        if (name is "xargs" or "parallel")
        {
            _sweeping = true;
            var values = input.IsPiped ? input.Text is { } text ? text.Split([' ', '\n', '\t', '\0', Marks.Split], StringSplitOptions.RemoveEmptyEntries) : [Marks.Anything] : [];
            var place = Replaced(given);
            given = values.Length > 0 && given.Any(word => word.Contains(place, StringComparison.Ordinal))
                ? [.. given.SelectMany(word => word.Contains(place, StringComparison.Ordinal) ? values.Select(value => word.Replace(place, value, StringComparison.Ordinal)) : [word]), .. values]
                : [.. given, .. values];
        }

        for (var at = 1; at < given.Count; at++)
        {
            var word = given[at];
            if (word.Length == 0) continue;
            if (word[0] == '-')
            {
                // A directory that the inner command runs in; and a script for programs that take one by an option.
                var value = word.Contains('=', StringComparison.Ordinal) ? word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]
                    : word.Length > 2 && word[1] != '-' ? word[2..]
                    : at + 1 < given.Count ? given[at + 1] : "";
                if (word.StartsWith("-C", StringComparison.Ordinal) || word.StartsWith("-D", StringComparison.Ordinal)
                    || word.StartsWith("--ch", StringComparison.Ordinal) || word.StartsWith("--dir", StringComparison.Ordinal))
                    inner.Enter(Absolute(value.Length == 0 ? "." : value, state).ToList(), certain: false);
                if (Wrappers.TakesScripts(name) && value.Contains(' ', StringComparison.Ordinal))
                {
                    Script(value, inner.Copy());
                    if (value.Contains('=', StringComparison.Ordinal)) Script(value[(value.IndexOf('=', StringComparison.Ordinal) + 1)..], inner.Copy());
                }

                continue;
            }

            if (word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && word[..equals].All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            {
                JudgeVariable(word[..equals], word[(equals + 1)..], state);
                inner.Assign(word[..equals], [word[(equals + 1)..]], certain: true);
                continue;
            }

            if (Wrappers.TakesScripts(name)) Script(string.Join(' ', given.Skip(at)), inner.Copy(), ShellInput.Terminal);
            if (!Wrappers.TakesScripts(name) || name == "env") Run(given[at..], inner.Copy(), at == 1 || name != "xargs" ? input : ShellInput.Terminal, wrapped: true);
        }
    }

    /// <summary>What of its words <c>xargs</c> replaces by what it reads.</summary>
    private static string Replaced(List<string> words)
    {
        var option = words.FindIndex(word => word.StartsWith("-I", StringComparison.Ordinal) || word.StartsWith("--replace=", StringComparison.Ordinal));
        if (option < 0) return "{}";
        var place = words[option].StartsWith("--", StringComparison.Ordinal) ? words[option]["--replace=".Length..]
            : words[option].Length > 2 ? words[option][2..]
            : option + 1 < words.Count ? words[option + 1] : "";
        return place.Length == 0 ? "{}" : place;
    }

    private void Interpret(string name, IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        Hides($"{name} runs code");
        foreach (var word in words.Skip(1)) Code(word, state);
        foreach (var word in words.Skip(1).Where(word => word.Length > 0 && word[0] != '-')) RunsWritten(word, state, code => Code(code, state));
        if (!input.IsPiped || words.Skip(1).Any(word => word != "-" && !word.StartsWith('-'))) return;
        if (input.Text is { } text && !text.Contains(Marks.Unknown, StringComparison.Ordinal)) Code(text, state);
        else if (!words.Any(word => word.Length > 1 && word[0] == '-' && word is not "-u")) Raise(RiskClass.R3, "the code that it runs is not known beforehand");
    }

    /// <summary>
    /// Code of another language: the scripts for a shell that stand in its strings are read, and where something deletes, what must not
    /// be deleted must not be named.
    /// </summary>
    private void Code(string code, ShellState state)
    {
        if (places.Gateway.Any(place => code.Contains(place, StringComparison.Ordinal))) Floor("it names the gateway's own directory");
        if (CodeStrings.Kills(code, places.DaemonProcess)) Floor("it would end the gateway");
        if (code.Length < 2 || code.AsSpan().IndexOfAny(CodeStrings.Telling) < 0 || !Spend(1 + (code.Length / 64))) return;
        var strings = CodeStrings.In(code);
        foreach (var text in strings.Where(text => text.Length > 1 && (text[0] is '/' or '.' || text.StartsWith("~/", StringComparison.Ordinal))))
            if (Absolute(text[0] == '~' ? places.Home + text[1..] : text, state).Where(path => path[0] == '/').SelectMany(Places).Any(place => ZoneOf(place) == PathZone.Gateway))
                Floor($"it names the gateway's own directory: {text}");
        foreach (var call in CodeStrings.Calls(code)) Suspect(["", .. call], state);
        foreach (var text in strings.Append(code).Append(code.TrimStart('+', ':', '!')).Append(code[(code.LastIndexOf('=') + 1)..].TrimStart('!')).Where(text => text.Contains(' ', StringComparison.Ordinal)))
            if (ShellParser.Parse(text) is { } node)
                Look(node, state);
        if (!CodeStrings.Deletes(code)) return;
        foreach (var text in strings)
            if (text.Length > 0)
                Threat(text == "~" || text.StartsWith("~/", StringComparison.Ordinal) ? places.Home + text[1..] : text.Replace('*', Marks.Star), state);
        if (CodeStrings.NamesHome(code) && CodeStrings.Quoted(code).All(CodeStrings.SaysNothing)) Floor("it may delete the home directory");
    }

    /// <summary>Judges something only for what is below the floor: it may be text that nobody runs.</summary>
    private void Look(ShellNode node, ShellState state)
    {
        var other = new CommandWalk(facts with { Line = null, Argv = null }, places, workspace) { _work = _work };
        other.Walk(node, state.Copy(), ShellInput.Terminal, certain: false);
        _work = other._work;
        _mentioned.UnionWith(other._mentioned);
        if (other._floor is { } floor) Floor(floor);
    }

    /// <summary>A line that nobody understood: what looks like a deletion of what must not be deleted is one.</summary>
    private void Crude(string text, ShellState state)
    {
        var words = text.Split([' ', '\t', '\n', ';', '&', '|', '(', ')', '`', '"', '\'', '<', '>', '{', '}'], StringSplitOptions.RemoveEmptyEntries);
        _commands.Add(words);
        for (var at = 0; at < words.Length; at++)
        {
            var word = words[at].Replace("\\", "", StringComparison.Ordinal);
            if (KnownPrograms.Find(PathText.NameOf(word)) is not { Role: PathRole.Delete or PathRole.MoveThenWrite }) continue;
            foreach (var target in words.Skip(at + 1).Take(WordsMax).Where(target => target[0] != '-'))
                Threat(target.Replace("$HOME", places.Home, StringComparison.Ordinal) is var path && path[0] == '~' ? places.Home + path[1..] : path, state);
        }

        foreach (var word in words.Take(WordsMax * 4)) Mention(word, state);
        if (words.Any(word => PathText.NameOf(word) == "agw")) Agw([.. words.SkipWhile(word => PathText.NameOf(word) != "agw")]);
    }
}
