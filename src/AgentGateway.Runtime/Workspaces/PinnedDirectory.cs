using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// A directory that is held open, so that what is done in it is done there whatever anybody swaps on the way to it: names are reached
/// through the descriptor and not through the path.
/// </summary>
internal sealed partial class PinnedDirectory : IDisposable
{
    private const int PathOnlyDirectoryCloseOnExec = 0x200000 | 0x10000 | 0x80000;

    private readonly SafeFileHandle? _handle;
    private readonly string _path;

    private PinnedDirectory(SafeFileHandle? handle, string path, string realPath) => (_handle, _path, RealPath) = (handle, path, realPath);

    /// <summary>Where it really is.</summary>
    public string RealPath { get; }

    /// <summary>Null where there is no such directory.</summary>
    public static PinnedDirectory? Open(string path)
    {
        // Elsewhere there is no way through a descriptor: the path that was checked is used once more.
        if (!OperatingSystem.IsLinux())
            return Workspaces.RealPath.Of(path) is { } real && Directory.Exists(real) ? new(null, real, real) : null;
        var descriptor = OpenDescriptor(path, PathOnlyDirectoryCloseOnExec);
        if (descriptor < 0) return null;
        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        var way = $"/proc/self/fd/{descriptor}";
        if (new FileInfo(way).LinkTarget is { } realPath) return new(handle, way, realPath);
        handle.Dispose();
        return null;
    }

    /// <summary>A path that leads to that name in this very directory. The name itself may be a link.</summary>
    public string At(string name) => $"{_path}/{name}";

    public void Dispose() => _handle?.Dispose();

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenDescriptor(string path, int flags);
}
