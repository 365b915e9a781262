using AgentGateway.Posix;
using AgentGateway.Runtime.Files;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Runtime.Backups;

/// <summary>
/// A private directory beside a file or directory that is being made, from which the finished one is moved into place.
/// Its name is always the same, and it is locked while it is in use: what a killed process left is found by the next
/// one and deleted.
/// </summary>
internal sealed class DraftDirectory : IDisposable
{
    private const string LockName = ".agw-draft";

    private readonly SafeFileHandle _lock;

    private DraftDirectory(string path, SafeFileHandle held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <exception cref="IOException">It cannot be made, or another process uses it.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static DraftDirectory Make(string path)
    {
        if (!Directory.Exists(System.IO.Path.GetDirectoryName(path)))
            throw new IOException($"there is no directory {System.IO.Path.GetDirectoryName(path)}");
        if (Directory.Exists(path)) Clear(path);
        if (System.IO.Path.Exists(path)) throw new IOException($"{path} is in the way.");
        PrivateFiles.MakeDirectory(path);
        try
        {
            return new(path, Lock(path, OpenFlags.Create));
        }
        catch (OsException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Moves all that is in it to a directory that is not there yet, in one step.</summary>
    /// <exception cref="IOException">The directory is there, or cannot be made.</exception>
    public void MoveTo(string directory)
    {
        File.Delete(this[LockName]);
        Directory.Move(Path, directory);
    }

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
        _lock.Dispose();
    }

    private static void Clear(string path)
    {
        if (new DirectoryInfo(path).LinkTarget is not null || !File.Exists(System.IO.Path.Combine(path, LockName)))
            throw new IOException($"{path} is in the way.");
        using (Lock(path, OpenFlags.ReadOnly)) Directory.Delete(path, recursive: true);
    }

    private static SafeFileHandle Lock(string path, OpenFlags flags)
    {
        var file = Descriptor.Open(
            System.IO.Path.Combine(path, LockName), OpenFlags.ReadWrite | flags, PrivateFiles.FileMode);
        if (Descriptor.TryLock(file)) return file;
        file.Dispose();
        throw new IOException($"another process is at work in {path}");
    }
}
