using System.Text;
using AgentGateway.Posix;

namespace AgentGateway.Data;

/// <summary>
/// Where one daemon keeps everything: <c>--data</c>, else <c>AGW_DATA</c>, else the XDG data home +
/// <c>agentgateway</c>. Used by the bridge too, so it touches nothing that is slow to load.
/// </summary>
internal sealed class DataDirectory(string path)
{
    /// <summary>The longest path that fits into a Unix socket's address.</summary>
    public const int SocketPathBytesMax = LocalSocket.PathBytesMax;

    /// <summary>rwx for the owner alone.</summary>
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>rw for the owner alone.</summary>
    public const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = path;

    public string Database => In("agentgateway.db");

    public string Token => In("token");

    public string DaemonFile => In("daemon.json");

    public string LockFile => In("daemon.lock");

    public string Settings => In("appsettings.json");

    public string Agents => In("agents");

    public string Logs => In("logs");

    /// <summary>A file for each secret that sessions may be given.</summary>
    public string Secrets => In("secrets");

    /// <summary>The output of a daemon without a terminal, before its log is open or when it dies.</summary>
    public string StandardOutput => In("logs/daemon.out");

    /// <summary>The usual place of the socket, or null where that path would be too long.</summary>
    public string? Socket =>
        In("agw.sock") is var usual && Encoding.UTF8.GetByteCount(usual) <= SocketPathBytesMax ? usual : null;

    /// <summary>The directory where neither an option nor <c>AGW_DATA</c> names another.</summary>
    public static DataDirectory Usual
    {
        get
        {
            var home = NotEmpty(Environment.GetEnvironmentVariable("XDG_DATA_HOME"));
            if (home is null || home[0] != '/')
                home = System.IO.Path.Combine(UserHome.Path, ".local/share");
            return new(Full(home + "/agentgateway"));
        }
    }

    /// <summary>
    /// The directory that the option, else the environment names. Relative paths count from the current directory.
    /// </summary>
    public static DataDirectory Resolve(string? option)
    {
        if (NotEmpty(option) is { } given) return new(Full(given));
        if (NotEmpty(Environment.GetEnvironmentVariable("AGW_DATA")) is { } named) return new(Full(named));
        return Usual;
    }

    /// <summary>
    /// Makes the directory and its logs, for the owner alone. Directories that exist keep their mode.
    /// </summary>
    public void Create()
    {
        if (!Directory.Exists(Path)) Directory.CreateDirectory(Path, OwnerOnly);
        if (!Directory.Exists(Logs)) Directory.CreateDirectory(Logs, OwnerOnly);
    }

    /// <summary>The path of a file or directory in it.</summary>
    public string In(string name) => Path + "/" + name;

    private static string Full(string path) =>
        System.IO.Path.GetFullPath(path) is { Length: > 1 } full ? full.TrimEnd('/') : "/";

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
