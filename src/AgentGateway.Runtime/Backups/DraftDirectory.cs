using AgentGateway.Posix;
using AgentGateway.Runtime.Files;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Runtime.Backups;

/// <summary>
/// A private directory beside a file or directory that is being made, from which the finished one is moved into place.
/// Its name is always the same, and it is locked while it is in use: what a killed process left is found by the next
/// one and deleted. At every moment between its making and its end it is either empty or has the file of the lock, so
/// that a kill at any moment leaves a directory that the next process knows as a draft.
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
        Directory.Move(Path, directory);
        File.Delete(System.IO.Path.Combine(directory, LockName));
    }

    public void Dispose()
    {
        if (Directory.Exists(Path)) Delete(Path);
        _lock.Dispose();
    }

    private static void Clear(string path)
    {
        if (new DirectoryInfo(path).LinkTarget is not null) throw new IOException($"{path} is in the way.");
        // A process that was killed as it began, or as it ended, left an empty directory. One that just begins here
        // finds its directory gone, and fails.
        if (!Directory.EnumerateFileSystemEntries(path).Any()) Directory.Delete(path);
        else if (!File.Exists(System.IO.Path.Combine(path, LockName))) throw new IOException($"{path} is in the way.");
        else using (Lock(path, OpenFlags.ReadOnly)) Delete(path);
    }

    /// <summary>The file of the lock goes last: it tells what the directory is, also to one that meets half of it.</summary>
    private static void Delete(string path)
    {
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos().Where(entry => entry.Name != LockName))
            if (entry is DirectoryInfo { LinkTarget: null } directory) directory.Delete(recursive: true);
            else entry.Delete();
        File.Delete(System.IO.Path.Combine(path, LockName));
        Directory.Delete(path);
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
