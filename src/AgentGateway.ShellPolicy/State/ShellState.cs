using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.State;

/// <summary>
/// What is known of a shell at one point of its line: where it is, what its variables may hold, which functions there
/// are. Several directories or values are alternatives: any of them may be the one. The walker owns it: one state for
/// each way through the line, forked with <see cref="Copy"/> where two ways part and joined with <see cref="Merge"/>
/// where they meet.
/// </summary>
internal sealed class ShellState(IReadOnlyList<string> directories)
{
    public const int AlternativesMax = 8;

    /// <summary>What separates words where <c>IFS</c> was not changed.</summary>
    public const string Blanks = " \t\n";

    /// <summary>Words of which nothing is known, not even how many there are.</summary>
    private static readonly IReadOnlyList<string> UnknownWords = [Marks.Anything];

    /// <summary>
    /// Absolute, perhaps with <see cref="Marks"/>; one that begins with <see cref="Marks.Unknown"/> is not known.
    /// </summary>
    public IReadOnlyList<string> Directories { get; private set; } = directories;

    /// <summary>Where it was before, for <c>cd -</c> and its like.</summary>
    public IReadOnlyList<string> Earlier { get; private set; } = [];

    public Dictionary<string, IReadOnlyList<string>> Variables { get; private init; } = new(StringComparer.Ordinal);

    public Dictionary<string, ShellNode> Functions { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>What a name at the beginning of a command stands for.</summary>
    public Dictionary<string, string> Aliases { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>What <c>$1</c> and the following stand for: each list is one possibility.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Positional { get; set; } = [UnknownWords];

    /// <summary>A command that fails certainly ends the script: <c>set -e</c>.</summary>
    public bool StopsOnError { get; set; }

    /// <summary>
    /// What follows the present command runs only if that succeeded, so that a change of directory certainly holds for
    /// it.
    /// </summary>
    public bool ChangeHolds { get; set; }

    /// <summary>Calls of functions inside of each other.</summary>
    public int Calls { get; set; }

    /// <summary>The beginning of a command.</summary>
    public static ShellState At(string directory, ShellMachine machine) => new([directory])
    {
        Variables = new(StringComparer.Ordinal)
        {
            ["HOME"] = [machine.Home],
            ["IFS"] = [Blanks],
            ["USER"] = [machine.User ?? Marks.Anything],
            ["LOGNAME"] = [machine.User ?? Marks.Anything],

            // The parent of what the daemon starts is the daemon itself.
            ["PPID"] = [machine.DaemonProcess > 0 ? $"{machine.DaemonProcess}" : Marks.Anything],
        },
    };

    public ShellState Copy() => new(Directories)
    {
        Variables = new(Variables, StringComparer.Ordinal),
        Functions = new(Functions, StringComparer.Ordinal),
        Aliases = new(Aliases, StringComparer.Ordinal),
        Earlier = Earlier,
        Positional = Positional,
        StopsOnError = StopsOnError,
        ChangeHolds = ChangeHolds,
        Calls = Calls,
    };

    /// <summary>
    /// What a shell that this one starts knows: it has a variable only where it was exported, so that any other value is
    /// possible too, and begins with the usual separators of words.
    /// </summary>
    public ShellState CopyForChild()
    {
        var child = Copy();
        foreach (var name in Variables.Keys.Where(name => !IsOfEnvironment(name)))
            child.Assign(name, [Marks.Anything], certain: false);
        child.Variables["IFS"] = [Blanks];
        return child;
    }

    /// <summary>Whether the machine's environment has it, so that what a line assigns to it is exported.</summary>
    private static bool IsOfEnvironment(string name) => name is "HOME" or "USER" or "LOGNAME" or "PPID";

    /// <summary>Where a word that is a path may lead from here: absolute, not simplified.</summary>
    public IEnumerable<string> Absolute(string word)
    {
        if (word[0] == Marks.Unknown) return [word];
        if (word[0] != '/') return Directories.Select(directory => $"{directory}/{word}");
        var process = word.StartsWith("/proc/", StringComparison.Ordinal)
            || word.StartsWith("/dev/fd/", StringComparison.Ordinal);
        return process ? ThroughProcess(word) : [word];
    }

    /// <param name="certain">
    /// Whether it is certainly assigned; otherwise its earlier values stay possible.
    /// </param>
    public void Assign(string name, IReadOnlyList<string> values, bool certain)
    {
        var before = certain ? [] : Variables.TryGetValue(name, out var known) ? known : [Marks.Anything];
        Variables[name] = Bounded([.. before, .. values]);
    }

    public void Forget(string name) => Variables[name] = [Marks.Anything];

    /// <summary>Nothing is known any more: a script that was not read ran in this shell.</summary>
    public void ForgetAll()
    {
        foreach (var name in Variables.Keys.ToArray()) Forget(name);
        Positional = [UnknownWords];
        Directories = [Marks.Anything];
    }

    /// <param name="certain">It is there now, or what follows does not run.</param>
    public void Enter(IEnumerable<string> directories, bool certain)
    {
        Earlier = Bounded([.. Earlier, .. Directories]);
        Directories = Bounded(certain ? [.. directories] : [.. Directories, .. directories]);
    }

    /// <summary>Takes over what another way through the line may have left.</summary>
    public void Merge(ShellState other)
    {
        Directories = Bounded([.. Directories, .. other.Directories]);
        Earlier = Bounded([.. Earlier, .. other.Earlier]);
        StopsOnError &= other.StopsOnError;
        foreach (var name in Variables.Keys.Union(other.Variables.Keys).ToArray())
            Variables[name] = Bounded([.. ValuesOf(name), .. other.ValuesOf(name)]);
        foreach (var words in other.Positional.Where(words => !Positional.Any(words.SequenceEqual)))
            Positional = Positional.Count < AlternativesMax ? [.. Positional, words] : [UnknownWords];
        foreach (var (name, body) in other.Functions) Functions.TryAdd(name, body);
        foreach (var (name, text) in other.Aliases) Aliases.TryAdd(name, text);
    }

    private IReadOnlyList<string> ValuesOf(string name) => Variables.GetValueOrDefault(name, [Marks.Anything]);

    /// <summary>Ways through a process: its root is the root, its directory is where the command is.</summary>
    private IEnumerable<string> ThroughProcess(string word)
    {
        // ".." is kept from being simplified, because behind a link it leads elsewhere.
        var names = PathText.Normal(word.Replace("..", "\0", StringComparison.Ordinal))
            .Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (names.Length < 3 || names[0] != "proc") return [word];
        var at = Array.FindIndex(names, 2, name => name is "root" or "cwd" || Marks.In(name));
        if (at < 0) return [word];
        var rest = string.Join('/', names[(at + 1)..]).Replace("\0", "..", StringComparison.Ordinal);
        return names[at] == "root" || Marks.In(names[at])
            ? [word, "/" + rest]
            : [word, .. Directories.Select(directory => $"{directory}/{rest}")];
    }

    private static IReadOnlyList<string> Bounded(IEnumerable<string> values)
    {
        var distinct = values.Distinct().ToArray();
        return distinct.Length <= AlternativesMax ? distinct : [Marks.Anything];
    }
}
