using AgentGateway.Posix;

namespace AgentGateway.Terminal.Tmux;

/// <summary>
/// A named pipe of ours into which tmux has a terminal's output copied. We hold only the reading end.
/// </summary>
internal sealed class OutputPipe : IDisposable
{
    /// <summary>More room means fewer turns between tmux and us.</summary>
    private const int KernelBytes = 1 << 20;

    private readonly string _path;

    private OutputPipe(string path, PolledFile file)
    {
        _path = path;
        File = file;
    }

    public PolledFile File { get; }

    /// <summary>Whether the copying program has opened its end: before that, finding nothing is not the end.</summary>
    public bool HasWriter { get; set; }

    /// <summary>The shell command that tmux runs.</summary>
    public string Command => "exec cat > " + ShellText.Quoted(_path);

    /// <exception cref="OsException">The pipe could not be made.</exception>
    public static OutputPipe Open(string directory, string name, ReadinessLoop loop)
    {
        var path = Path.Combine(directory, name);
        System.IO.File.Delete(path);
        var handle = Descriptor.MakeNamedPipe(path, UnixFileMode.UserRead | UnixFileMode.UserWrite, KernelBytes);
        return new OutputPipe(path, new PolledFile(loop, handle, PolledFile.Readable));
    }

    public void Dispose()
    {
        File.Dispose();
        System.IO.File.Delete(_path);
    }
}
