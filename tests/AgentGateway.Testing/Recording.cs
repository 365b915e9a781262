using AgentGateway.Terminal.ProcessSessions;
using AgentGateway.Terminal.Status;

namespace AgentGateway.Testing;

/// <summary>
/// A recorded title and screen, and what is to be read off them. A file has lines <c>name: value</c>, then <c>---</c>,
/// then the screen. The program in front is that of the file's folder, unless <c>front</c> names the processes in
/// front, each after its parent, such as <c>git diff; less -R</c>. <c>terminal</c> says <c>lines</c> where the
/// terminal hands over whole lines, and <c>full screen</c> where it shows the alternate screen.
/// </summary>
public sealed class Recording
{
    private readonly Dictionary<string, string> _values;

    /// <param name="program">The pattern file that reads it, without its ending.</param>
    public Recording(string path, string program)
    {
        Program = program;
        Name = $"{program}/{Path.GetFileNameWithoutExtension(path)}";
        var lines = File.ReadAllLines(path);
        var divider = Array.IndexOf(lines, "---");
        _values = lines.Take(divider).Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        Screen = string.Join('\n', lines.Skip(divider + 1));
    }

    public string Program { get; }

    public string Name { get; }

    public string Screen { get; }

    public string? Title => Value("title");

    public string Status => _values["status"];

    public string? Asked => Value("asked");

    public string? Reset => Value("reset");

    /// <summary>Whether the terminal hands over whole lines, as it does while no program reads single keys.</summary>
    public bool IsByLines => Terminal.Contains("lines", StringComparison.Ordinal);

    /// <summary>Whether the alternate screen is shown.</summary>
    public bool IsFullScreen => Terminal.Contains("full screen", StringComparison.Ordinal);

    /// <summary>The name of the program that shows it.</summary>
    public string ShownBy => Front[^1].Split(' ')[0];

    public static IReadOnlyList<Recording> All { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "Status", "Recordings")).Order()
            .SelectMany(folder => Directory.GetFiles(folder, "*.txt").Order()
                .Select(path => new Recording(path, Path.GetFileName(folder)))),
    ];

    private string Terminal => Value("terminal") ?? "";

    /// <summary>The command lines of the processes in front.</summary>
    private string[] Front => (Value("front") ?? NameOf(Program)).Split("; ");

    /// <summary>The status of a live session that shows this, with its title set at the same moment.</summary>
    public StatusEstimate Estimate(PatternSet patterns, DateTimeOffset at) =>
        StatusEstimator.Estimate(Evidence(patterns, at), at);

    /// <inheritdoc cref="Estimate"/>
    public IEnumerable<StatusEvidence> Evidence(PatternSet patterns, DateTimeOffset at)
    {
        var processes = Front.Select((line, index) => new FrontProcess(index + 1, line.Split(' ')));
        var program = FrontProgram.Of([.. processes], patterns)!;
        var look = new FrontLook(
            program, !IsByLines, program.IsShell && Front.Length == 1, IsInputTaken: true, IsFullScreen);
        var reader = SeenEvidence.Reader(look, [], patterns);
        return SeenEvidence.Of(
            new(look, Title ?? "", at, new(Screen), at), reader, reader?.VersionOn(Screen), patterns);
    }

    /// <summary>The name by which the program of a pattern file is started; <c>any</c> is of no program.</summary>
    private static string NameOf(string program) => program == "any"
        ? "a-program"
        : PatternLibrary.Embedded.All.Single(each => each.Name == program + ".json").File.Names[0];

    private string? Value(string name) => _values.GetValueOrDefault(name);
}
