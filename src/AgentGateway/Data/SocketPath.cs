using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Posix;

namespace AgentGateway.Data;

/// <summary>
/// Where the daemon's socket is: in the data directory, or, where that path is too long for one, in a private runtime
/// directory.
/// </summary>
internal static class SocketPath
{
    private const int NameCharacters = 16;
    private const int TmuxPathBytesMax = 100;

    public static Outcome<string> Choose(DataDirectory data)
    {
        if (data.Socket is { } usual) return usual;
        return Elsewhere(data, ".sock");
    }

    /// <summary>The same for the private tmux server of the sessions, which is given a little less room.</summary>
    public static Outcome<string> ChooseTmux(DataDirectory data) =>
        data.In("tmux.sock") is var usual
            && Encoding.UTF8.GetByteCount(usual) <= TmuxPathBytesMax ? usual : Elsewhere(data, ".tmux");

    private static Outcome<string> Elsewhere(DataDirectory data, string ending)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.Path)))[..NameCharacters]
            + ending;
        foreach (var directory in Candidates())
        {
            var path = $"{directory}/{name}";
            if (Encoding.UTF8.GetByteCount(path) <= TmuxPathBytesMax && IsPrivate(directory)) return path;
        }

        return new Rejection(
            "socket_path_too_long",
            $"No socket can be made for {data.Path}: its path is too long, and there is no private runtime "
                + "directory.",
            "Use a shorter --data, or set XDG_RUNTIME_DIR to a short directory of your own.");
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is ['/', ..] runtime) yield return runtime.TrimEnd(
            '/') + "/agentgateway";
        yield return $"/tmp/agentgateway-{ThisProcess.EffectiveUser}";
    }

    /// <summary>
    /// Makes the directory where it is missing. One that another user owns, or may write to, is not used.
    /// </summary>
    private static bool IsPrivate(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory, DataDirectory.OwnerOnly);
            return File.ResolveLinkTarget(directory, returnFinalTarget: false) is null
                && FileRights.OwnerOf(directory) == ThisProcess.EffectiveUser
                && File.GetUnixFileMode(directory) == DataDirectory.OwnerOnly;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
