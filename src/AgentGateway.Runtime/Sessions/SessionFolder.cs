using System.Globalization;
using System.Text;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Files;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The files of one session: its output, when that came, what it was given, and the script that runs.
/// </summary>
internal sealed class SessionFolder(SessionPlaces places, SessionId session)
{
    private const int TimelineEntries = 16 * 1024;

    private readonly string _path = Path.Combine(places.Directory, session.Value);

    public bool HasOutput => File.Exists(OutputPath);

    private string OutputPath => Path.Combine(_path, "output");

    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Create() => PrivateFiles.MakeDirectory(_path);

    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public OutputRing OpenRing(long capacityBytes) => OutputRing.Open(OutputPath, capacityBytes);

    /// <inheritdoc cref="OpenRing"/>
    public OutputTimeline OpenTimeline() => OutputTimeline.Open(Path.Combine(_path, "timeline"), TimelineEntries);

    /// <summary>Keeps the last screen of a run, as the bytes that make it.</summary>
    public void KeepScreen(int run, ReadOnlySpan<byte> screen)
    {
        try
        {
            PrivateFiles.Replace(ScreenPath(run), screen);
        }
        catch (IOException)
        {
            // Without it the screen is played from what is kept of the output.
        }
    }

    /// <summary>Null where the output itself tells.</summary>
    public byte[]? KeptScreen(int run) => File.Exists(ScreenPath(run)) ? File.ReadAllBytes(ScreenPath(run)) : null;

    /// <summary>Puts a script where a shell finds it, and answers the path.</summary>
    public string WriteScript(SessionPhase phase, string text)
    {
        var path = ScriptPath(phase);
        PrivateFiles.Replace(path, Encoding.UTF8.GetBytes(text));
        return path;
    }

    public void DeleteScript(SessionPhase phase) => File.Delete(ScriptPath(phase));

    /// <summary>Everything of the session is gone afterwards.</summary>
    public void Delete()
    {
        if (Directory.Exists(_path)) Directory.Delete(_path, recursive: true);
    }

    private string ScreenPath(int run) =>
        Path.Combine(_path, string.Create(CultureInfo.InvariantCulture, $"screen.{run}"));

    private string ScriptPath(SessionPhase phase) => Path.Combine(_path, phase.ToString().ToLowerInvariant() + ".sh");
}
