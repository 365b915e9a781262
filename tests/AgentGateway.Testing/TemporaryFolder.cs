using System.Diagnostics;

namespace AgentGateway.Testing;

/// <summary>
/// A folder of one test's own. It is gone when the test is over, and with it the tmux server of a daemon whose data
/// directory was the folder or stood in it.
/// </summary>
public sealed class TemporaryFolder : IDisposable
{
    private static readonly TimeSpan TmuxEndMax = TimeSpan.FromSeconds(10);

    /// <param name="parent">Another directory than that for all temporary files.</param>
    public TemporaryFolder(string? parent = null) => Path = parent is null
        ? Directory.CreateTempSubdirectory("agw-test-").FullName
        : Directory.CreateDirectory(
            System.IO.Path.Combine(parent, System.IO.Path.GetRandomFileName())).FullName;

    public string Path { get; }

    /// <summary>The path of a file or folder inside.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        string[] data = [Path, .. Directory.GetDirectories(Path)];
        foreach (var socket in data.Select(folder => System.IO.Path.Combine(folder, "tmux.sock")).Where(File.Exists))
        {
            using var ending = Process.Start("tmux", ["-S", socket, "kill-server"]);
            ending.WaitForExit(TmuxEndMax);
        }

        // A process that was killed a moment ago may still be closing its files.
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
        }
    }
}
