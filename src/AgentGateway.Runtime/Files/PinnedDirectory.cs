using AgentGateway.Posix;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Runtime.Files;

/// <summary>
/// A directory that is held open. Files in it are reached through its descriptor and not through its path, so that
/// they stay in this directory even if a directory of the path is replaced meanwhile.
/// </summary>
internal sealed class PinnedDirectory : IDisposable
{
    private readonly SafeFileHandle? _handle;
    private readonly string _path;

    private PinnedDirectory(
        SafeFileHandle? handle, string path, string realPath) => (_handle, _path, RealPath) = (handle, path, realPath);

    /// <summary>Where it really is.</summary>
    public string RealPath { get; }

    /// <summary>Null where there is no such directory.</summary>
    public static PinnedDirectory? Open(string path)
    {
        // On other systems a descriptor cannot be used in a path, so the path that was checked is used again.
        if (!OperatingSystem.IsLinux())
            return Files.RealPath.Of(path) is { } real && Directory.Exists(real) ? new(null, real, real) : null;
        if (Descriptor.TryPinDirectory(path) is not { } handle) return null;
        var way = $"/proc/self/fd/{handle.DangerousGetHandle()}";
        if (new FileInfo(way).LinkTarget is { } realPath) return new(handle, way, realPath);
        handle.Dispose();
        return null;
    }

    /// <summary>A path that leads to that name in this very directory. The name itself may be a link.</summary>
    public string At(string name) => $"{_path}/{name}";

    public void Dispose() => _handle?.Dispose();
}
