using AgentGateway.Terminal.Status;

namespace AgentGateway.Terminal.Tests.Status;

/// <summary>
/// A recorded title and screen of a program, and what is to be read off them. A file has lines <c>name: value</c>, then
/// <c>---</c>, then the screen.
/// </summary>
internal sealed class Recording
{
    private readonly Dictionary<string, string> _values;

    /// <param name="program">The pattern file that reads it, without its ending.</param>
    public Recording(string path, string program)
    {
        Program = program;
        Name = $"{program}/{Path.GetFileNameWithoutExtension(path)}";
        var lines = File.ReadAllLines(path);
        var divider = Array.IndexOf(lines, "---");
        _values = lines.Take(divider).Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        Screen = string.Join('\n', lines.Skip(divider + 1));
    }

    public string Program { get; }

    public string Name { get; }

    public string Screen { get; }

    public string? Title => Value("title");

    public string Status => _values["status"];

    public string? Asked => Value("asked");

    public string? Reset => Value("reset");

    public static IReadOnlyList<Recording> All { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Status", "Recordings")).Order()
            .SelectMany(folder => Directory.GetFiles(folder, "*.txt").Order()
                .Select(path => new Recording(path, Path.GetFileName(folder)))),
    ];

    public ProgramPatterns Patterns => PatternLibrary.Embedded.All.Single(each => each.Name == Program + ".json");

    /// <summary>What its screen and its title say to a program's patterns, both seen at the same moment.</summary>
    public IEnumerable<StatusEvidence> Evidence(ProgramPatterns patterns, DateTimeOffset at)
    {
        var version = patterns.VersionOn(Screen);
        if (Title is { } title && patterns.OfTitle(title, version, at) is { } ofTitle) yield return ofTitle;
        if (Screen.Length > 0 && patterns.OfScreen(new(Screen), version, at) is { } ofScreen) yield return ofScreen;
    }

    private string? Value(string name) => _values.GetValueOrDefault(name);
}
