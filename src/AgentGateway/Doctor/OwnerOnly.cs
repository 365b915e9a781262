using AgentGateway.Posix;
using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Doctor;

/// <summary>Whether a file or directory is for its owner alone.</summary>
internal static class OwnerOnly
{
    /// <param name="wanted">The rights that it may have at most.</param>
    /// <param name="command">What gives it these rights.</param>
    public static Finding Check(string check, string path, UnixFileMode wanted, string command)
    {
        if (FileRights.OwnerOf(path) is { } owner && owner != ThisProcess.EffectiveUser)
            return Finding.Fail(
                check,
                $"{path} belongs to another user (uid {owner}).",
                "Run agw as that user, or name another directory with --data.");
        return (File.GetUnixFileMode(path) & ~wanted) == 0
            ? Finding.Ok(check, $"{path} is for its owner alone")
            : Finding.Warn(
                check,
                $"Others may use {path} (mode {Convert.ToString((int)File.GetUnixFileMode(path), 8)}).",
                $"Run: {command} {path}  (agw doctor --fix does this for the whole directory)");
    }
}
