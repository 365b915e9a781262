namespace AgentGateway.Process.Tests.Support;

/// <summary>A folder of one test's own, gone when the test is over, and with it the tmux server of a daemon that had its data there.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("agw-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        foreach (var data in Directory.GetDirectories(Path))
            if (File.Exists(System.IO.Path.Combine(data, "tmux.sock")))
                using (var ending = System.Diagnostics.Process.Start("tmux", ["-S", System.IO.Path.Combine(data, "tmux.sock"), "kill-server"]))
                    ending.WaitForExit(TimeSpan.FromSeconds(10));
        // A daemon that was killed a moment ago may still be closing its files.
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
        }
    }
}
