namespace AgentGateway.Domain.Policy.Commands;

/// <summary>
/// What is known of a shell at one place of its line: where it is, what its variables may hold, which functions there are. Several
/// directories or values are alternatives: any of them may be the one.
/// </summary>
internal sealed class ShellState(IReadOnlyList<string> directories)
{
    public const int AlternativesMax = 8;

    /// <summary>Absolute, perhaps with <see cref="Marks"/>; one that begins with <see cref="Marks.Unknown"/> is not known.</summary>
    public IReadOnlyList<string> Directories { get; private set; } = directories;

    /// <summary>Where it was before, for <c>cd -</c> and its like.</summary>
    public IReadOnlyList<string> Earlier { get; private set; } = [];

    public Dictionary<string, IReadOnlyList<string>> Variables { get; private init; } = new(StringComparer.Ordinal);

    public Dictionary<string, ShellNode> Functions { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>What a name at the beginning of a command stands for.</summary>
    public Dictionary<string, string> Aliases { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>What <c>$1</c> and the following stand for; null when nobody knows.</summary>
    public IReadOnlyList<string>? Positional { get; set; }

    /// <summary>A command that fails ends the script: <c>set -e</c>.</summary>
    public bool StopsOnError { get; set; }

    /// <summary>Calls of functions inside of each other.</summary>
    public int Calls { get; set; }

    /// <summary>The beginning of a command.</summary>
    public static ShellState At(string directory, PolicyPlaces places) => new([directory])
    {
        Variables = new(StringComparer.Ordinal)
        {
            ["HOME"] = [places.Home],
            ["IFS"] = [" "],
            ["USER"] = [places.User ?? Marks.Anything],
            ["LOGNAME"] = [places.User ?? Marks.Anything],

            // The parent of what the daemon starts is the daemon itself.
            ["PPID"] = [places.DaemonProcess > 0 ? $"{places.DaemonProcess}" : Marks.Anything],
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
        Calls = Calls,
    };

    /// <param name="certain">It is assigned whatever happened before; otherwise what it may have been stays possible.</param>
    public void Assign(string name, IReadOnlyList<string> values, bool certain)
    {
        var before = certain ? [] : Variables.TryGetValue(name, out var known) ? known : [Marks.Anything];
        Variables[name] = Bounded([.. before, .. values]);
    }

    public void Forget(string name) => Variables[name] = [Marks.Anything];

    /// <summary>Nothing is known any more: a script that nobody read ran in this shell.</summary>
    public void ForgetAll()
    {
        foreach (var name in Variables.Keys.ToArray()) Forget(name);
        Positional = null;
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
        foreach (var name in Variables.Keys.Union(other.Variables.Keys).ToArray())
            Variables[name] = Bounded([.. Variables.GetValueOrDefault(name, [Marks.Anything]), .. other.Variables.GetValueOrDefault(name, [Marks.Anything])]);
        foreach (var (name, body) in other.Functions) Functions.TryAdd(name, body);
        foreach (var (name, text) in other.Aliases) Aliases.TryAdd(name, text);
    }

    private static IReadOnlyList<string> Bounded(IEnumerable<string> values)
    {
        var distinct = values.Distinct().ToArray();
        return distinct.Length <= AlternativesMax ? distinct : [Marks.Anything];
    }
}
