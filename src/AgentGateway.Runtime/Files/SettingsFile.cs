using AgentGateway.Domain;
using AgentGateway.Posix;

namespace AgentGateway.Runtime.Files;

/// <summary>
/// A file in which a person says what the daemon does, such as <c>appsettings.json</c>, <c>policy.yaml</c> or an
/// agent's definition. A file that another user can write may say what that user wants, so it is not read.
/// </summary>
public static class SettingsFile
{
    /// <summary>Why the file is not read; null where it is sound, and where there is none.</summary>
    public static Rejection? Refuse(string path)
    {
        if (!OperatingSystem.IsLinux() || FileRights.KindOf(path) is not { } kind) return null;
        if (kind != FileKind.Regular)
            return new(
                "settings_not_a_file",
                $"{path} is {NameOf(kind)}, and a settings file is expected there.",
                "Remove it, or put a file in its place.");
        if (FileRights.OwnerOf(path) is { } owner && owner != 0 && owner != ThisProcess.EffectiveUser)
            return new(
                "settings_permissions",
                $"The settings file {path} belongs to another user (uid {owner}).",
                $"Remove it, or make it yours: chown {ThisProcess.EffectiveUser} {path}");
        var mode = File.GetUnixFileMode(path);
        return (mode & UnixFileMode.OtherWrite) != 0
            || ((mode & UnixFileMode.GroupWrite) != 0 && !FileRights.IsOfPrivateGroup(path))
            ? new(
                "settings_permissions",
                $"Others can write the settings file {path} (mode {Convert.ToString((int)mode, 8)}).",
                $"Run: chmod 600 {path}")
            : null;
    }

    private static string NameOf(FileKind kind) => kind switch
    {
        FileKind.Directory => "a folder",
        FileKind.NamedPipe => "a named pipe (fifo)",
        FileKind.Socket => "a socket",
        FileKind.CharacterDevice or FileKind.BlockDevice => "a device",
        _ => "no file",
    };
}
