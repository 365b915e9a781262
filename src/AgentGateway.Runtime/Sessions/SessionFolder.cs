using System.Globalization;
using System.Text;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Sessions;
using AgentGateway.Runtime.Files;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Sessions;

/// <summary>
/// The files of one session: its output, the times of its output, its last screens, and the script that runs.
/// </summary>
internal sealed class SessionFolder(SessionPaths paths, SessionId session)
{
    private const int TimelineEntries = 16 * 1024;

    private readonly string _path = Path.Combine(paths.Directory, session.Value);

    public bool HasOutput => File.Exists(OutputPath);

    private string OutputPath => Path.Combine(_path, "output");

    /// <exception cref="IOException">The disk is full or broken.</exception>
    public void Create() => PrivateFiles.MakeDirectory(_path);

    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public OutputRing OpenRing(long capacityBytes) => OutputRing.Open(OutputPath, capacityBytes);

    /// <inheritdoc cref="OpenRing"/>
    public OutputTimeline OpenTimeline() => OutputTimeline.Open(Path.Combine(_path, "timeline"), TimelineEntries);

    /// <summary>Saves the last screen of a run, as bytes that draw it.</summary>
    public void SaveScreen(int run, ReadOnlySpan<byte> screen)
    {
        try
        {
            PrivateFiles.Replace(ScreenPath(run), screen);
        }
        catch (IOException)
        {
            // Without it the screen is drawn again from the recorded output.
        }
    }

    /// <summary>Null where the screen can be drawn again from the output.</summary>
    public byte[]? SavedScreen(int run) => File.Exists(ScreenPath(run)) ? File.ReadAllBytes(ScreenPath(run)) : null;

    /// <summary>Writes a script for a shell to read, and answers its path.</summary>
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
