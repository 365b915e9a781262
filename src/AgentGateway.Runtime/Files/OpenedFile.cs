using AgentGateway.Posix;

namespace AgentGateway.Runtime.Files;

/// <summary>
/// A file that is open for reading, with its real path. The path comes from the descriptor, so that a link that is
/// changed later does not matter. It is opened without blocking, so that a named pipe does not hold the daemon.
/// </summary>
internal sealed class OpenedFile : IDisposable
{
    private OpenedFile(FileStream stream, string realPath, bool isRegular) =>
        (Stream, RealPath, IsRegular) = (stream, realPath, isRegular);

    public FileStream Stream { get; }

    public string RealPath { get; }

    /// <summary>Whether it is a file as people mean it: not a pipe, a socket, a terminal or another device.</summary>
    public bool IsRegular { get; }

    /// <summary>Null where there is no such file or it may not be read.</summary>
    /// <param name="followsLink">False: a link at the end of the path is no file.</param>
    public static OpenedFile? Open(string path, bool followsLink = true)
    {
        const OpenFlags Reading = OpenFlags.ReadOnly | OpenFlags.NonBlocking | OpenFlags.NoControllingTerminal;
        if (!OperatingSystem.IsLinux()) return OpenElsewhere(path);
        if (Directory.Exists(path)) return null;
        if ((followsLink ? Descriptor.TryOpen(path, Reading) : Descriptor.TryOpenNoLink(path, Reading))
            is not { } handle) return null;
        try
        {
            if (new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget is { } real)
                return new(new(handle, FileAccess.Read), real, FileRights.KindOf(handle) == FileKind.Regular);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The file is gone, or of a kind that cannot be read: the answer is that there is no file.
        }

        handle.Dispose();
        return null;
    }

    public void Dispose() => Stream.Dispose();

    private static OpenedFile? OpenElsewhere(string path)
    {
        try
        {
            return Files.RealPath.Of(path) is { } real
                ? new(new(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), real, File.Exists(real))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
