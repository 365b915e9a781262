using System.Collections;
using System.Globalization;
using System.Text;
using AgentGateway.Data;
using AgentGateway.Posix;
using Microsoft.Win32.SafeHandles;

namespace AgentGateway.Bridge;

/// <summary>
/// Starts a daemon that outlives this process and its terminal: in a session of its own, in <c>/</c>, with an
/// environment from an allow-list. The daemon reports through a pipe when it is ready or why it is not.
/// </summary>
internal static class DaemonStarter
{
    private const int ReadySecondsMax = 20;
    private const int ReportFile = 3;
    private const int OutputBytesMax = 1024 * 1024;

    /// <summary>Written to the pipe by the daemon when it answers.</summary>
    public const string Ready = "ready\n";

    /// <summary>Written when another daemon has the data directory.</summary>
    public const string Taken = "taken\n";

    private static readonly string[] Names =
    [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR",
        "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "OPENAI_API_KEY", "OPENAI_BASE_URL",
        "OLLAMA_HOST",
        "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "all_proxy", "no_proxy",
    ];

    private static readonly string[] Prefixes = ["LC_", "XDG_", "DOTNET_ROOT", "SSL_CERT_"];

    /// <summary>Whether a daemon takes connections of the data directory.</summary>
    public static bool Answers(DataDirectory data)
    {
        foreach (var path in (string?[])[data.Socket, DaemonFile.Read(data)?.Socket])
            if (path is not null && LocalSocket.Connect(path) is >= 0 and var socket)
            {
                RawFile.Close(socket);
                return true;
            }

        return false;
    }

    /// <summary>Starts a daemon and waits until <paramref name="connect"/> succeeds.</summary>
    /// <param name="options">Further options of <c>agw serve</c>.</param>
    public static Problem? Start(DataDirectory data, Func<bool> connect, params string[] options)
    {
        try
        {
            data.Create();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new("data_directory_unusable", $"The data directory {data.Path} cannot be made: {error.Message}",
                "Name another with --data or AGW_DATA.");
        }

        var until = Environment.TickCount64 + ReadySecondsMax * 1000;
        if (Launch(data, options, out var failure) is not { } report) return failure;
        string said;
        using (report) said = ReadReport(report, until);
        if (said is not (Ready or Taken))
            return said.Length > 0
                ? Reported(said)
                : new("daemon_start_failed", "The daemon ended before it was ready.",
                    $"Read {data.StandardOutput}, or run `agw serve` to see why.");

        // Ready: the first attempt succeeds. Taken: another bridge's daemon is on its way, and only its socket tells
        // when.
        while (!connect())
        {
            if (Environment.TickCount64 > until)
                return new("daemon_not_ready",
                    $"The daemon of {data.Path} did not become ready in {ReadySecondsMax} s.",
                    "Look at it with `agw doctor`.");
            Pause(10);
        }

        return null;
    }

    /// <returns>The reading end of the pipe that the daemon reports through.</returns>
    private static SafeFileHandle? Launch(DataDirectory data, string[] options, out Problem? problem)
    {
        const OpenFlags Appending = OpenFlags.WriteOnly | OpenFlags.Create | OpenFlags.Append;
        if (Pipe() is not var (reader, writer))
        {
            problem = new(
                "daemon_start_failed", "No pipe could be made.",
                "Close some programs, or raise the limit of open files.");
            return null;
        }

        if (new FileInfo(data.StandardOutput) is { Exists: true, Length: > OutputBytesMax }) File.Delete(
            data.StandardOutput);
        string[] command =
        [
            .. Program(), "serve", "--data", data.Path, "--report", ReportFile.ToString(CultureInfo.InvariantCulture),
            .. options,
        ];
        ChildFile[] files =
        [
            new ChildFile.Opened("/dev/null", OpenFlags.ReadOnly),
            new ChildFile.Opened(data.StandardOutput, Appending, DataDirectory.OwnerFile),
            new ChildFile.SameAs(1),
            new ChildFile.Given(writer),
        ];

        // The daemon may end before this program does, and this program does not wait for it.
        Signals.IgnoreChildren();
        try
        {
            using (writer) Children.Start(new(command[0], command, AllowedEnvironment(), "/", files));
            problem = null;
            return reader;
        }
        catch (OsException failure)
        {
            reader.Dispose();
            problem = new(
                "daemon_start_failed", $"{command[0]} could not be started (error {failure.Error}).",
                "Run `agw serve` to see why.");
            return null;
        }
    }

    private static (SafeFileHandle Reader, SafeFileHandle Writer)? Pipe()
    {
        try
        {
            return Descriptor.Pipe();
        }
        catch (OsException)
        {
            return null;
        }
    }

    /// <summary>
    /// This program, as it is started once more: by its own file, which lies beside the assemblies; where there is none,
    /// as with a tool's launcher (<c>dotnet tool install</c>) or a single file of another name, by the path of the
    /// process; and as <c>dotnet agw.dll</c> where that is <c>dotnet</c>.
    /// </summary>
    internal static string[] Program() =>
        ProgramOf(Environment.ProcessPath ?? "dotnet", AppContext.BaseDirectory, File.Exists);

    internal static string[] ProgramOf(string process, string directory, Func<string, bool> exists)
    {
        var program = directory + "agw";
        return exists(program) ? [program]
            : Path.GetFileName(process) == "dotnet" ? [process, program + ".dll"]
            : [process];
    }

    private static Dictionary<string, string> AllowedEnvironment()
    {
        var allowed = new Dictionary<string, string>();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (IsAllowed(name)) allowed[name] = (string?)variable.Value ?? "";
        }

        return allowed;
    }

    /// <summary>
    /// Of AgentGateway's own variables only settings are passed on: a bridge may run inside a terminal session, and the
    /// variables of that session are not the daemon's.
    /// </summary>
    private static bool IsAllowed(string name)
    {
        if (name.StartsWith("AGW_", StringComparison.Ordinal)) return name.Contains("__", StringComparison.Ordinal);
        foreach (var allowed in Names)
            if (allowed == name)
                return true;
        foreach (var prefix in Prefixes)
            if (name.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        return false;
    }

    /// <summary>
    /// Everything that the daemon reports until it closes the pipe, which it does when it is ready or ends.
    /// </summary>
    private static string ReadReport(SafeFileHandle report, long until)
    {
        var file = (int)report.DangerousGetHandle();
        var said = new StringBuilder();
        Span<byte> buffer = stackalloc byte[4096];
        while (said.Length < 16 * 1024)
        {
            var left = until - Environment.TickCount64;
            if (left <= 0 || RawFile.Poll([new(file, PollEvents.In)], (int)left) == 0) break;
            var count = RawFile.Read(file, buffer);
            if (count <= 0) break;
            said.Append(Encoding.UTF8.GetString(buffer[..count]));
        }

        return said.ToString();
    }

    /// <summary>The report of a failed start: code, message and hint, a line each.</summary>
    private static Problem Reported(string said)
    {
        var lines = said.Split('\n');
        return new(lines[0], lines.Length > 1 ? lines[1] : "", lines.Length > 2 ? lines[2] : "");
    }

    private static void Pause(int milliseconds) => RawFile.Poll([], milliseconds);
}
