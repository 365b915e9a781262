using System.Globalization;

namespace AgentGateway.Domain.Policy.Commands;

/// <summary>Commands that change what the shell is, and programs with a grammar of their own.</summary>
internal sealed partial class CommandWalk
{
    /// <summary>What the shell does itself. True: it is dealt with.</summary>
    private bool Builtin(string name, IReadOnlyList<string> words, ShellState state)
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
                        "-" or "" => [Marks.Anything],
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
                foreach (var word in words.Skip(1)) Declare(word, state, keeps: name == "export");
                return true;
            case "read" or "mapfile" or "readarray" or "getopts" or "unset" or "select":
                _plain = _readOnly = false;
                foreach (var word in words.Skip(1).Where(word => word.Length > 0 && word[0] != '-')) state.Forget(word);
                return true;
            case "set":
                _plain = _readOnly = false;
                if (words.Count > 1 && words[1].StartsWith('-') && words[1] != "--") state.StopsOnError |= words[1].Contains('e', StringComparison.Ordinal);
                else state.Positional = [.. words.Skip(words.Count > 1 && words[1] == "--" ? 2 : 1)];
                return true;
            case "alias":
                Hides("it defines an alias");
                foreach (var word in words.Skip(1)) Script(word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..], state);
                return true;
            case "trap":
                Hides("it defines what runs later");
                if (words.Count > 1) Script(words[1], state);
                return true;
            case "." or "source":
                Hides("it runs a script in the shell itself");
                if (words.Count > 1) Mention(words[1], state);
                if (words.Count > 1 && words[1].Contains(Marks.Unknown, StringComparison.Ordinal)) Raise(RiskClass.R3, "which script it runs is not known beforehand");
                state.ForgetAll();
                return true;
            case "ulimit" or "enable" or "bind" or "complete" or "shopt" or "hash" or "disown" or "stty":
                _plain = _readOnly = false;
                return true;
            case "printf" when words.Count > 2 && words[1] == "-v":
                state.Forget(words[2]);
                return false;
            default:
                return false;
        }
    }

    private void Declare(string word, ShellState state, bool keeps)
    {
        if (word.StartsWith('-')) return;
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? word : word[..equals];
        JudgeVariable(name);
        if (!keeps) state.Forget(name);
        else if (equals > 0) state.Assign(name, [word[(equals + 1)..]], certain: false);
    }

    /// <summary>A variable that decides what other programs load or run.</summary>
    private void JudgeVariable(string name)
    {
        _readOnly = false;
        if (Dangers.IsDangerousVariable(name)) Raise(RiskClass.R3, $"it sets {Marks.Shown(name)}, which decides what else is run");
    }

    /// <summary>Programs whose words are not operands like others'. True: it is dealt with.</summary>
    private bool Special(string name, IReadOnlyList<string> words, ShellState state, ShellInput input)
    {
        switch (name)
        {
            case "find":
                Find(words, state);
                return true;
            case "dd":
                _readOnly = false;
                foreach (var word in words.Skip(1).Where(word => word.Contains('=', StringComparison.Ordinal)))
                    Touch(word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..], word.StartsWith("of=", StringComparison.Ordinal) ? PathUse.Write : PathUse.Read, state);
                return true;
            case "kill" or "pkill" or "killall" or "skill" or "killall5" or "fuser" or "xkill":
                Kill(name, words, input);
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
            case "git" when words.Contains("clean") && !words.Any(word => word is "-n" or "--dry-run"):
                var place = words.SkipWhile(word => word != "-C").Skip(1).FirstOrDefault(".");
                Touch(place + "/" + Marks.Star, PathUse.Delete, state, whole: true);
                return false;
            case "dotnet" when words.FirstOrDefault(word => PathText.NameOf(word) is "agw.dll" or "AgentGateway.dll") is { } dll:
                Agw([.. words.SkipWhile(word => word != dll)]);
                return false;
            default:
                if (name.StartsWith("mkfs", StringComparison.Ordinal) || name is "wipefs" or "blkdiscard" or "mke2fs" or "mkswap" or "sgdisk" or "sfdisk")
                {
                    Raise(RiskClass.R3, "it makes a file system");
                    foreach (var word in words.Skip(1).Where(word => word.StartsWith('/'))) Touch(word, PathUse.Write, state);
                    if (words.Any(word => word.StartsWith("/dev/", StringComparison.Ordinal))) Floor("it would overwrite a disk");
                }

                return false;
        }
    }

    private void Find(IReadOnlyList<string> words, ShellState state)
    {
        var starts = words.Skip(1).SkipWhile(word => word is "-H" or "-L" or "-P" || word.StartsWith("-O", StringComparison.Ordinal))
            .TakeWhile(word => word.Length > 0 && word[0] != '-' && word is not ("(" or "!" or ")")).ToList();
        if (starts.Count == 0) starts.Add(".");
        var tests = words.Skip(1 + starts.Count).ToList();
        var narrow = Narrows(tests);
        foreach (var start in starts) Touch(start, PathUse.Read, state);
        IReadOnlyList<string> found = narrow ? [.. starts.Select(start => $"{start}/{Marks.One}{Marks.Star}")] : starts;
        for (var index = 0; index < tests.Count; index++)
        {
            if (tests[index] == "-delete")
            {
                foreach (var start in found) Touch(start, PathUse.Delete, state, whole: true);
            }
            else if (tests[index] is "-fprint" or "-fprintf" or "-fls" or "-fprint0" && index + 1 < tests.Count)
            {
                Touch(tests[index + 1], PathUse.Write, state);
            }
            else if (tests[index] is "-exec" or "-execdir" or "-ok" or "-okdir")
            {
                Hides("find runs another program");
                var inner = tests.Skip(index + 1).TakeWhile(word => word is not (";" or "+")).ToList();
                foreach (var path in found)
                    if (inner.Count > 0)
                        Run([.. inner.Select(word => word.Replace("{}", path, StringComparison.Ordinal))], state.Copy(), ShellInput.Terminal);
            }
        }
    }

    /// <summary>Whether only what has a certain name is found.</summary>
    private static bool Narrows(List<string> tests)
    {
        if (tests.Any(word => word is "-o" or "-or" or "," or "!" or "-not")) return false;
        var at = tests.FindIndex(word => word is "-name" or "-iname" or "-path" or "-ipath" or "-wholename" or "-regex" or "-iregex");
        return at >= 0 && at + 1 < tests.Count && tests[at + 1].Any(char.IsLetterOrDigit);
    }

    private void Kill(string name, IReadOnlyList<string> words, ShellInput input)
    {
        _readOnly = false;
        var targets = words.Skip(1).Where((word, index) => !(word.StartsWith('-') && (index == 0 || name != "kill")) && !IsSignal(words, index)).ToList();
        if (name != "kill")
        {
            if (targets.Any(Dangers.NamesTheGateway)) Floor("it would end the gateway");
            else if (name is "killall5" || targets.Any(Marks.In)) Floor("it may end the gateway");
            else Raise(RiskClass.R3, "it ends processes by their name");
            return;
        }

        foreach (var target in targets)
        {
            if (target.StartsWith('%') || target is "0" or "--") continue;
            if (!long.TryParse(target, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var process)) Raise(RiskClass.R3, "which process it ends is not known beforehand");
            else if (process == -1 || (places.DaemonProcess > 0 && Math.Abs(process) == places.DaemonProcess)) Floor("it would end the gateway");
        }

        if (targets.Count > 0 && _commands.Any(words => words[0] is "pgrep" or "pidof" && words.Skip(1).Any(Dangers.NamesTheGateway))) Floor("it would end the gateway");
        if (input.IsPiped) Say("it is piped into kill");
    }

    /// <summary>Whether a word is the name behind <c>-s</c> or <c>-n</c>.</summary>
    private static bool IsSignal(IReadOnlyList<string> words, int index) => index > 0 && words[index] is "-s" or "-n" or "--signal";

    private void Sed(IReadOnlyList<string> words, ShellState state)
    {
        var changes = words.Any(word => KnownPrograms.IsOption(word, "-i") || KnownPrograms.IsOption(word, "--in-place"));
        if (changes || words.Skip(1).Any(word => word.Contains('w', StringComparison.Ordinal) || word.Contains('e', StringComparison.Ordinal))) _readOnly = false;
        var operands = words.Skip(1).Where(word => !word.StartsWith('-')).ToList();
        var hasScript = words.Any(word => word is "-e" or "-f" || word.StartsWith("--expression", StringComparison.Ordinal));
        foreach (var operand in operands.Skip(hasScript ? 0 : 1)) Touch(operand, changes ? PathUse.Write : PathUse.Read, state);
        foreach (var word in words.Skip(1)) Code(word, state);
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

    private void Agw(IReadOnlyList<string> words)
    {
        _readOnly = false;
        var verb = words.Skip(1).FirstOrDefault(word => !word.StartsWith('-')) ?? "";
        if (verb is "policy" or "approve" or "deny" or "answer" or "token" or "stop" or "secret" or "mcp-servers" || Marks.In(verb))
            Floor($"it would change what the gate allows: agw {Marks.Shown(verb)}");
        if (words.Any(word => word.StartsWith("--data", StringComparison.Ordinal))) Say("it names a data directory of the gateway");
    }
}
