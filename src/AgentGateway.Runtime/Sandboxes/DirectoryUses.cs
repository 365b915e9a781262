using AgentGateway.Posix;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Runtime.Sandboxes;

/// <summary>
/// Tells other workspaces and other daemons that sandboxes use a directory: removing a placeholder would end the mount
/// on it in every sandbox. The sign is a shared lock of the directory itself, which the system takes back when the daemon
/// ends, so no file is left behind. Not for use by several threads at once.
/// </summary>
internal sealed class DirectoryUses
{
    /// <summary>How long another daemon may take to remove placeholders.</summary>
    private static readonly TimeSpan LockWait = TimeSpan.FromMilliseconds(200);

    /// <summary>Should a program have put a pipe in the place of the directory, opening it does not wait.</summary>
    private const OpenFlags Directory = OpenFlags.ReadOnly | OpenFlags.NonBlocking;

    private readonly Dictionary<string, Dictionary<string, SafeFileHandle>> _held = new(StringComparer.Ordinal);

    /// <summary>A sandbox of the workspace begins.</summary>
    public void Begin(string root, IReadOnlyList<string> gitDirectories)
    {
        if (!_held.TryGetValue(root, out var held)) _held[root] = held = new(StringComparer.Ordinal);
        foreach (var directory in gitDirectories.Prepend(root))
            if (!held.ContainsKey(directory) && Share(directory) is { } file)
                held[directory] = file;
    }

    /// <summary>The last sandbox of the workspace has ended.</summary>
    public void End(string root)
    {
        if (!_held.Remove(root, out var held)) return;
        foreach (var file in held.Values) Release(file);
    }

    /// <summary>Keeps others from beginning until it is disposed; null where they use the directory, or it is gone.</summary>
    public static IDisposable? TakeAlone(string directory)
    {
        if (Descriptor.TryOpen(directory, Directory) is not { } file) return null;
        if (Descriptor.TryLock(file)) return new Alone(file);
        file.Dispose();
        return null;
    }

    private static void Release(SafeFileHandle file)
    {
        Descriptor.Unlock(file);
        file.Dispose();
    }

    /// <summary>
    /// Without the lock where a program in a sandbox holds it alone: then no daemon can take it, and nothing is removed.
    /// Null where the directory is gone: repositories below a workspace may be removed at any time.
    /// </summary>
    private static SafeFileHandle? Share(string directory)
    {
        if (Descriptor.TryOpen(directory, Directory) is not { } file) return null;
        SpinWait.SpinUntil(() => Descriptor.TryShareLock(file), LockWait);
        return file;
    }

    private sealed class Alone(SafeFileHandle file) : IDisposable
    {
        public void Dispose() => Release(file);
    }
}
