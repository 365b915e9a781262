namespace AgentGateway.Domain.Policy.Commands;

/// <summary>Commands that change what the shell is, and programs with a grammar of their own.</summary>
internal sealed partial class CommandWalk
{
    /// <summary>What the shell does itself. True: it is dealt with.</summary>
    private bool Builtin(string name, IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        switch (name)
        {
            case "cd" or "chdir" or "pushd":
                _plain = false;
                var target = words.Skip(1).FirstOrDefault(word => word == "-" || word.Length == 0 || word[0] != '-');
                state.Enter(
                    target switch
                    {
                        null => state.Variables["HOME"],
                        "-" or "" => [.. state.Earlier, Marks.Anything],
                        _ => Absolute(target, state).Select(path => path[0] == Marks.Unknown ? Marks.Anything : path).ToList(),
                    },
                    _changeHolds);
                if (target is not null) Touch(target, PathUse.Read, state);
                return true;
            case "popd":
                _plain = false;
                state.Enter([Marks.Anything], certain: true);
                return true;
            case "export" or "readonly" or "declare" or "typeset" or "local":
                _plain = _readOnly = false;
                foreach (var word in words.Skip(1)) Declare(word, state);
                return true;
            case "read" or "mapfile" or "readarray" or "getopts" or "unset" or "select":
                _plain = _readOnly = false;
                IReadOnlyList<string> read = name is "read" or "mapfile" or "readarray" && input.Text is { } text ? Lines(text) : [];
                foreach (var word in words.Skip(1).Where(word => word.Length > 0 && word[0] != '-'))
                {
                    state.Forget(word);
                    state.Assign(word, read, certain: false);
                }

                return true;
            case "set":
                _plain = _readOnly = false;
                if (words.Count > 1 && words[1].StartsWith('-') && words[1] != "--") state.StopsOnError |= words[1].Contains('e', StringComparison.Ordinal);
                else state.Positional = [.. words.Skip(words.Count > 1 && words[1] == "--" ? 2 : 1)];
                return true;
            case "alias":
                DefineAliases(words, state);
                return true;
            case "trap":
                Hides("it defines what runs later");
                if (words.Count > 1) Script(words[1], state);
                return true;
            case "." or "source":
                Source(words.ElementAtOrDefault(1), state, input);
                return true;
            case "ulimit" or "enable" or "bind" or "complete" or "shopt" or "hash" or "disown" or "stty":
                _plain = _readOnly = false;
                return true;
            case "printf" when words.Count > 2 && words[1] == "-v":
                state.Forget(words[2]);
                state.Assign(words[2], [.. words.Skip(3)], certain: false);
                return false;
            default:
                return false;
        }
    }

    /// <summary>A script that the shell itself reads: what it sets afterwards is not known.</summary>
    private void Source(string? script, ShellState state, ShellInput input)
    {
        Hides("it runs a script in the shell itself");
        if (script is not null)
        {
            Mention(script, state);
            if (script.Contains(Marks.Unknown, StringComparison.Ordinal)) Raise(RiskClass.R3, "which script it runs is not known beforehand");
            RunsWritten(script, state, read => Script(read, state.Copy()));
            if (IsInput(script) && input.IsPiped) Script(input.Text ?? Marks.Anything, state.Copy());
        }

        state.ForgetAll();
    }

    private void DefineAliases(IReadOnlyList<string> words, ShellState state)
    {
        Hides("it defines an alias");
        foreach (var word in words.Skip(1).Where(word => word.Contains('=', StringComparison.Ordinal)))
        {
            var (alias, meaning) = (word[..word.IndexOf('=', StringComparison.Ordinal)], word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            state.Aliases[alias] = meaning;
            Script(meaning, state.Copy());
        }
    }

    /// <summary>The words that may be read from a text, each by itself and each line as a whole.</summary>
    private static IReadOnlyList<string> Lines(string text) =>
        [.. text.Split('\n').Concat(text.Split([' ', '\t', '\n', '\0'])).Where(line => line.Length > 0).Distinct().Take(WordsMax)];

    private void Declare(string word, ShellState state)
    {
        if (word.StartsWith('-')) return;
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word : word[..equals];
        JudgeVariable(name, equals < 0 ? null : word[(equals + 1)..], state);
        if (equals > 0) state.Assign(name, [word[(equals + 1)..]], certain: false);
        else if (!state.Variables.ContainsKey(name)) state.Forget(name);
    }

    /// <summary>A variable that decides what other programs load or run.</summary>
    private void JudgeVariable(string name, string? value, ShellState state)
    {
        _readOnly = false;
        if (!Dangers.IsDangerousVariable(name) || Dangers.IsHarmlessPager(name, value)) return;
        Raise(RiskClass.R3, $"it sets {Marks.Shown(name)}, which decides what else is run");
        if (value is { Length: > 0 }) RunsWritten(value, state, script => Script(script, state.Copy()));
        if (value is not null && value.Contains(' ', StringComparison.Ordinal) && ShellParser.Parse(Marks.Shown(value.TrimStart('|', '!'))) is { } script) Look(script, state);
    }

    /// <summary>Programs whose words are not operands like others'. True: it is dealt with.</summary>
    private bool Special(string name, IReadOnlyList<string> words, ShellState state, ShellInput input, out string? printed)
    {
        printed = null;
        switch (name)
        {
            case "find":
                printed = Find(words, state);
                return true;
            case "dd":
                _readOnly = false;
                foreach (var word in words.Skip(1).Where(word => word.Contains('=', StringComparison.Ordinal)))
                    Touch(word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..], word.StartsWith("of=", StringComparison.Ordinal) ? PathUse.Write : PathUse.Read, state);
                return true;
            case "kill" or "pkill" or "killall" or "skill" or "killall5" or "fuser" or "xkill":
                Kill(name, words, state, input);
                return true;
            case "sed" or "gsed":
                Sed(words, state);
                return true;
            case "rsync":
                Rsync(words, state);
                return true;
            case "curl" or "wget" or "wget2" or "aria2c" or "http" or "https" or "xh":
                Fetch(name, words, state);
                return true;
            case "agw" or "agw.dll" or "AgentGateway" or "AgentGateway.dll":
                Agw(words);
                // Which gateway is meant is no file that the program is given.
                Suspect([.. words.Where((word, at) => word != "--data" && !word.StartsWith("--data=", StringComparison.Ordinal) && (at == 0 || words[at - 1] != "--data"))], state);
                return true;
            case "git" when Git.Verb(words) == "clean" && !words.Any(word => word is "-n" or "--dry-run"):
                foreach (var place in Git.Cleaned(words)) Touch(place + "/" + Marks.Star, PathUse.Delete, state, whole: true);
                return false;
            case "chmod" or "chown" or "chgrp" or "setfacl" or "chattr":
                Restrict(name, words, state);
                return false;
            case "ln":
                Link(words, state);
                return false;
            case "at" or "batch" or "crontab" when input.Text is { } lines:
                foreach (var line in lines.Split('\n')) Later(line, state);
                return false;
            case "make" or "gmake" when input.Text is { } rules:
                foreach (var line in rules.Split('\n')) Later(line, state);
                return false;
            case "docker" or "podman" or "nerdctl":
                Container(words, state);
                return false;
            case "systemctl" or "service" or "launchctl" or "initctl" or "rc-service" or "supervisorctl" or "sv" or "pm2" or "loginctl":
                Service(name, words);
                return false;
            case "gdb" or "lldb" or "strace" or "ltrace" or "gcore" or "perf" or "nsenter" or "reptyr" or "py-spy" or "gdbserver" or "prlimit":
                if (NamesTheDaemon(words)) Floor("it would take hold of the gateway's process");
                return false;
            case "dotnet" when words.FirstOrDefault(word => PathText.NameOf(word) is "agw.dll" or "AgentGateway.dll") is { } dll:
                Agw([.. words.SkipWhile(word => word != dll)]);
                return false;
            case "dotnet" when words is [_, "run", ..] && words.Contains("--") && words.Any(word => word.Contains("AgentGateway", StringComparison.OrdinalIgnoreCase)):
                Agw([.. words.SkipWhile(word => word != "--")]);
                return false;
            default:
                if (name.StartsWith("mkfs", StringComparison.Ordinal) || name is "wipefs" or "blkdiscard" or "mke2fs" or "mkswap" or "sgdisk" or "sfdisk") Format(words, state);
                return false;
        }
    }

    private void Format(IReadOnlyList<string> words, ShellState state)
    {
        Raise(RiskClass.R3, "it makes a file system");
        foreach (var word in words.Skip(1).Where(word => word.StartsWith('/'))) Touch(word, PathUse.Write, state);
        if (words.Any(word => word.StartsWith("/dev/", StringComparison.Ordinal))) Floor("it would overwrite a disk");
    }

    private void Rsync(IReadOnlyList<string> words, ShellState state)
    {
        _readOnly = false;
        if (words.Any(word => word is "-e" || word.StartsWith("--rsh", StringComparison.Ordinal) || word.StartsWith("--rsync-path", StringComparison.Ordinal)))
        {
            Hides("rsync runs another program");
            foreach (var word in words.Skip(1)) Code(word, state);
        }

        var operands = words.Skip(1).Where(word => !word.StartsWith('-')).ToList();
        if (operands.Any(word => word.Contains(':', StringComparison.Ordinal))) Raise(RiskClass.R3, "it copies from or to another machine");
        var deletes = words.Any(word => word.StartsWith("--del", StringComparison.Ordinal));
        for (var index = 0; index < operands.Count; index++)
        {
            var last = index == operands.Count - 1 && index > 0;
            Touch(operands[index], last ? deletes ? PathUse.Delete : PathUse.Write : PathUse.Read, state, whole: true);
        }

        if (words.Contains("--remove-source-files"))
            foreach (var operand in operands.SkipLast(1))
                Touch(operand, PathUse.Delete, state, whole: true);
    }

    private void Fetch(string name, IReadOnlyList<string> words, ShellState state)
    {
        _readOnly = false;
        Say("it uses the network");
        var known = KnownProgram.Of(PathRole.Text, name == "curl"
            ? ">-o >--output >--output-dir =-H =-A =-e =-X =--request =-u <-K <--config >-c >--cookie-jar >-D >--dump-header >--trace"
            : ">-O >--output-document >-P >--directory-prefix >-o >-a >-d =-U =--header >-x");
        var (operands, values) = known.Divide(words.Skip(1));
        foreach (var (value, use) in values)
            if (use is { } sure) Touch(value, sure, state);
            else Mention(value, state);
        foreach (var operand in operands) Mention(operand, state);
        var uploads = words.Skip(1).Any(word =>
            word is "-T" or "-F" or "-d" || word.StartsWith("-d", StringComparison.Ordinal) || word.StartsWith("-F", StringComparison.Ordinal)
            || word.StartsWith("--data", StringComparison.Ordinal) || word.StartsWith("--form", StringComparison.Ordinal) || word.StartsWith("--upload", StringComparison.Ordinal)
            || word.StartsWith("--post", StringComparison.Ordinal) || word.StartsWith("--body", StringComparison.Ordinal) || word == "--json");
        if (uploads) Raise(RiskClass.R3, "it sends data away");
        if (words.Any(word => word is "-K" or "--config")) Hides("its options are in a file");
    }
}
