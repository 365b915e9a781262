namespace AgentGateway.Cli;

/// <summary>
/// How the command line takes an argument of a tool, where that is not simply an option of the argument's name.
/// </summary>
/// <param name="Name">The argument's name.</param>
internal sealed record VerbArgument(string Name)
{
    /// <summary>How help names it among the words of the command; null for an option.</summary>
    public string? Position { get; private init; }

    /// <summary>Makes one text of several words; null where one word is the value.</summary>
    public Func<IReadOnlyList<string>, string>? Join { get; private init; }

    /// <summary>Whether the words may come from standard input instead, as <see cref="FreeText"/> says.</summary>
    public bool IsPiped { get; private init; }

    /// <summary>Whether the verb neither offers nor sends it by itself.</summary>
    public bool IsHidden { get; private init; }

    /// <summary>
    /// Names of the option, the first of which is shown; those that the tool's name gives when there are none. Words
    /// that have such a name can be given by that option too.
    /// </summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Said instead of the tool's description, which is written for models.</summary>
    public string? Description { get; init; }

    /// <summary>How help names an option's value; made from the argument's name when null.</summary>
    public string? HelpName { get; init; }

    /// <summary>Whether the verb needs it although the tool does not.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether the verb can do without it although the tool cannot.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether a value that is none of the tool's choices is left for the daemon to refuse.</summary>
    public bool IsFreeText { get; init; }

    /// <summary>Makes the value of what was written, such as a whole path.</summary>
    public Func<string, string>? Convert { get; init; }

    /// <summary>One word at its place among the words of the command.</summary>
    public static VerbArgument At(string name, string position, string? description = null) =>
        new(name) { Position = position, Description = description };

    /// <summary>All words that are left, as one text.</summary>
    public static VerbArgument Words(string name, string position, string? description = null) =>
        new(name) { Position = position, Description = description, Join = words => string.Join(' ', words) };

    /// <summary>
    /// All words that are left, as one text; without them, or with <c>-</c>, what is piped into the verb.
    /// </summary>
    public static VerbArgument Text(string name, string position, string? description = null) =>
        Words(name, position, description) with { IsPiped = true };

    /// <summary>All words that are left, as one line for a shell.</summary>
    public static VerbArgument ShellWords(string name, string position, string? description = null) =>
        new(name) { Position = position, Description = description, Join = ShellLine.OfCommand };

    /// <summary>An option that is called or explained in another way than the tool's argument.</summary>
    public static VerbArgument Option(string name, string? description = null, params string[] names) =>
        new(name) { Description = description, Names = names };

    /// <summary>An option whose value is a path, relative ones from where the person is.</summary>
    public static VerbArgument Path(string name, string? description = null) =>
        new(name) { Description = description, HelpName = "DIR", Convert = System.IO.Path.GetFullPath };

    /// <summary>Not offered: the verb gives it, or has no use for it.</summary>
    public static VerbArgument Hidden(string name) => new(name) { IsHidden = true };
}
