using System.Text.Json;
using System.Text.RegularExpressions;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Status;

/// <summary>Tells what a known program is doing, from its title and its screen. Pure.</summary>
public sealed class ProgramPatterns
{
    private const RegexOptions Options =
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private const int AskedCharactersMax = 400;

    private static readonly TimeSpan MatchWait = TimeSpan.FromMilliseconds(250);

    private readonly IReadOnlyList<CompiledRule> _rules;
    private readonly Regex? _version;

    private ProgramPatterns(PatternFile file, string name, IReadOnlyList<int> lines)
    {
        File = file;
        Name = name;
        Kind = Enum.TryParse<ProgramKind>(file.Kind, ignoreCase: true, out var kind)
            ? kind
            : throw new ArgumentException($"The kind '{file.Kind}' is none of agent, shell, repl, viewer and any.");
        _rules = [.. file.Rules.Select((rule, index) => Compile(rule, $"{name}:{lines[index]}"))];
        _version = file.Version is { } version ? Finder(version) : null;
    }

    /// <summary>The data that these were made from.</summary>
    public PatternFile File { get; }

    /// <summary>The name of the file, such as <c>claude.json</c>.</summary>
    public string Name { get; }

    public ProgramKind Kind { get; }

    /// <summary>The file and line of each rule.</summary>
    public IEnumerable<string> Rules => _rules.Select(rule => rule.Origin);

    /// <param name="name">How the file is called where a rule is named.</param>
    /// <exception cref="JsonException">The file is not a pattern file.</exception>
    /// <exception cref="ArgumentException">A rule makes no sense.</exception>
    /// <exception cref="NotSupportedException">A pattern needs to go back in the text.</exception>
    public static ProgramPatterns Parse(ReadOnlySpan<byte> json, string name)
    {
        var file = JsonSerializer.Deserialize(json, PatternJson.Default.PatternFile)
            ?? throw new JsonException("A pattern file is an object.");
        if (file.Names.Contains(null) || file.Packages.Contains(null) || file.Rules.Contains(null))
            throw new JsonException("The lists names, packages and rules have no null in them.");
        return new(file, name, PatternJson.LinesOfRules(json));
    }

    /// <summary>Whether that is this program.</summary>
    public bool Knows(ProgramName program) =>
        File.Names.Contains(program.Name, StringComparer.Ordinal)
        || File.Names.Contains(WithoutVersion(program.Name), StringComparer.Ordinal)
        || program.Package is { } package && File.Packages.Contains(package, StringComparer.Ordinal);

    /// <summary>The version that the screen shows; null where it shows none.</summary>
    public string? VersionOn(string screen) => _version is null ? null : Group(_version, screen);

    /// <param name="at">When the title was set.</param>
    public StatusEvidence? OfTitle(string title, string? version, DateTimeOffset at) =>
        Find(EvidenceSource.Title, version, at, rule => rule.Where == PatternPlace.Title ? title : null);

    public StatusEvidence? OfScreen(StatusScreen screen, string? version, DateTimeOffset at) => Find(
        EvidenceSource.Screen,
        version,
        at,
        rule => rule.Where switch
        {
            PatternPlace.Screen => screen.Last(rule.Rule.Lines),
            PatternPlace.Cursor => screen.CursorLine,
            _ => null,
        });

    private StatusEvidence? Find(
        EvidenceSource source, string? version, DateTimeOffset at, Func<CompiledRule, string?> textOf)
    {
        foreach (var rule in _rules)
        {
            if (textOf(rule) is not { } text || rule.Versions?.Contains(version) == false) continue;
            if (!Fits(rule.Pattern, text)) continue;
            return new(rule.Status, source, rule.Rule.Says, at)
            {
                Rule = rule.Origin,
                Weight = rule.Rule.Confidence,
                Asked = rule.Asked is null ? null : Group(rule.Asked, text),
                Reset = rule.Reset is null ? null : Group(rule.Reset, text),
            };
        }

        return null;
    }

    /// <summary>A pattern that takes too long does not fit: a person's file must not stop the daemon.</summary>
    private static bool Fits(Regex pattern, string text)
    {
        try
        {
            return BoundedMatch.Find(pattern, text) is not null;
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    /// <summary>The pattern's first group in one line, without the frame of a box.</summary>
    private static string? Group(Regex pattern, string text)
    {
        if (pattern.Match(text) is not { Success: true, Groups.Count: > 1 } match) return null;
        var words = match.Groups[1].Value.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !word.All(IsFrame));
        var line = string.Join(' ', words);
        if (line.Length == 0) return null;
        return line.Length <= AskedCharactersMax ? line : line[..AskedCharactersMax];
    }

    private static bool IsFrame(char character) => character is >= '\u2500' and <= '\u259f' or '▎';

    private static string WithoutVersion(string name) =>
        name.TrimEnd('.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    private static CompiledRule Compile(PatternRule rule, string origin)
    {
        if (StatusNames.Find(rule.Status) is not { } status)
            throw new ArgumentException($"{origin}: '{rule.Status}' is not a status.");
        if (!Enum.TryParse<PatternPlace>(rule.Where, ignoreCase: true, out var where))
            throw new ArgumentException($"{origin}: where is '{rule.Where}', not title, screen or cursor.");
        if (rule.Confidence is < 0 or > 1)
            throw new ArgumentException($"{origin}: confidence is {rule.Confidence}, not from 0 to 1.");
        return new(rule, status, where, origin)
        {
            Pattern = new(rule.Pattern, Options, MatchWait),
            Asked = rule.Asked is { } asked ? Finder(asked) : null,
            Reset = rule.Reset is { } reset ? Finder(reset) : null,
            Versions = rule.Versions is { } versions ? VersionRange.Parse(versions) : null,
        };
    }

    /// <summary>
    /// A pattern whose groups are read, which only a limit of time that passes could end. It needs none: the engine that
    /// does not go back takes a time that grows with the screen alone.
    /// </summary>
    private static Regex Finder(string pattern) => new(pattern, Options);

    private enum PatternPlace
    {
        Title,
        Screen,
        Cursor,
    }

    private sealed record CompiledRule(PatternRule Rule, SessionStatus Status, PatternPlace Where, string Origin)
    {
        public required Regex Pattern { get; init; }

        public Regex? Asked { get; init; }

        public Regex? Reset { get; init; }

        public VersionRange? Versions { get; init; }
    }
}
