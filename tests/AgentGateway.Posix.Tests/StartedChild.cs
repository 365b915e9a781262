using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Posix.Tests;

/// <summary>A child of a test, ended and noted at the latest when the test ends.</summary>
internal sealed class StartedChild : IDisposable
{
    public static readonly Dictionary<string, string> Environment = new() { ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
        ["GIVEN"] = "a b" };

    private bool _isReaped;

    private StartedChild(int id) => Id = id;

    public int Id { get; }

    /// <summary>A child that sleeps: it is past its start, in which its loader opens libraries.</summary>
    public static StartedChild Sleep(params ChildFile[] files)
    {
        var child = new StartedChild(Children.Start(new("/bin/sleep", ["sleep", "1000"], Environment, null, files)));
        while (ProcessRow.Read(child.Id) is not { State: 'S' }) Thread.Yield();
        return child;
    }

    public static StartedChild Shell(string script, params ChildFile[] files) =>
        new(Children.Start(new("/bin/sh", ["sh", "-c", script], Environment, "/", files)));

    /// <summary>What the child writes until it ends.</summary>
    public static string Output(string script)
    {
        var (reader, writer) = Descriptor.Pipe();
        using (reader)
        {
            using var child = Sh(script, writer);
            writer.Dispose();
            using var text = new StreamReader(new FileStream(reader, FileAccess.Read, 1));
            return text.ReadToEnd();
        }
    }

    /// <returns>Its status; null when it has been taken note of.</returns>
    public int? Reap()
    {
        _isReaped = true;
        return Children.Reap(Id);
    }

    public void Dispose()
    {
        if (_isReaped) return;
        Signals.Send(Id, 9);
        Reap();
    }

    private static StartedChild Sh(string script, SafeFileHandle output) =>
        Shell(
            script, new ChildFile.Opened("/dev/null", OpenFlags.ReadOnly), new ChildFile.Given(output),
            new ChildFile.SameAs(1));
}
