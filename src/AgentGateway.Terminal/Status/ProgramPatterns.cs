using System.Text.Json;
using System.Text.RegularExpressions;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Terminal.Status;

/// <summary>
/// Tells what a known program is doing, from its title and its screen. Pure, but for reading its data once.
/// </summary>
public sealed class ProgramPatterns
{
    private const RegexOptions Options =
        RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    private static readonly TimeSpan MatchWait = TimeSpan.FromMilliseconds(250);
    private static readonly Lazy<IReadOnlyList<ProgramPatterns>> Embedded = new(Load);

    private readonly IReadOnlyList<(PatternRule Rule, SessionStatus Status, Regex Regex)> _titles;
    private readonly IReadOnlyList<(PatternRule Rule, SessionStatus Status, Regex Regex)> _screens;

    private ProgramPatterns(PatternFile file)
    {
        File = file;
        _titles = [.. file.Titles.Select(Compile)];
        _screens = [.. file.Screens.Select(Compile)];
    }

    /// <summary>The data that these were made from.</summary>
    public PatternFile File { get; }

    /// <summary>All programs that are known.</summary>
    public static IReadOnlyList<ProgramPatterns> All => Embedded.Value;

    /// <summary>
    /// The patterns of a program by the path or name with which it was started; null when it is not known.
    /// </summary>
    public static ProgramPatterns? Find(string program) =>
        All.FirstOrDefault(each => each.File.Names.Contains(Path.GetFileName(program), StringComparer.Ordinal));

    /// <exception cref="JsonException">The file is not a pattern file.</exception>
    /// <exception cref="ArgumentException">A rule's status or pattern makes no sense.</exception>
    public static ProgramPatterns Parse(ReadOnlySpan<byte> json) =>
        new(JsonSerializer.Deserialize(json, PatternJson.Default.PatternFile)
            ?? throw new JsonException("A pattern file is an object."));

    public StatusEvidence? OfTitle(string title, DateTimeOffset at)
    {
        foreach (var (rule, status, regex) in _titles)
            if (BoundedMatch.Find(regex, title) is not null)
                return new StatusEvidence(status, EvidenceSource.Title, rule.Reason, at);
        return null;
    }

    /// <param name="screen">The text of the screen, its lines joined by line feeds.</param>
    /// <param name="at">When the screen last changed.</param>
    public StatusEvidence? OfScreen(string screen, DateTimeOffset at)
    {
        var lines = screen.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0).ToList();
        foreach (var (rule, status, regex) in _screens)
        {
            var looked = rule.Lines == 0 ? lines : lines.Skip(lines.Count - rule.Lines);
            if (BoundedMatch.Find(regex, string.Join('\n', looked)) is not null)
                return new StatusEvidence(status, EvidenceSource.Screen, rule.Reason, at);
        }

        return null;
    }

    private static (PatternRule Rule, SessionStatus Status, Regex Regex) Compile(PatternRule rule) =>
        (rule,
         StatusNames.Find(rule.Status) ?? throw new ArgumentException($"'{rule.Status}' is not a status."),
         new Regex(rule.Pattern, Options, MatchWait));

    private static List<ProgramPatterns> Load()
    {
        var assembly = typeof(ProgramPatterns).Assembly;
        var found = new List<ProgramPatterns>();
        var names = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("patterns/", StringComparison.Ordinal));
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            found.Add(Parse(bytes.ToArray()));
        }

        return found;
    }
}
