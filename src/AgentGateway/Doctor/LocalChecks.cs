using System.Net;
using System.Net.Sockets;
using AgentGateway.Bridge;
using AgentGateway.Data;
using AgentGateway.Http;
using AgentGateway.Posix;
using AgentGateway.Settings;
using AgentGateway.Views;
using Microsoft.Extensions.Configuration;

namespace AgentGateway.Doctor;

/// <summary>The checks from outside the daemon, whether or not it runs. They change nothing.</summary>
internal sealed class LocalChecks(DataDirectory data)
{
    private const long FreeBytesEnough = 1024L * 1024 * 1024;
    private const long FreeBytesMin = 64L * 1024 * 1024;
    private const int ClockYearMin = 2026;

    public IEnumerable<Finding> Look()
    {
        yield return Finding.Ok("program", $"agw {ProgramVersion.Text}, .NET {Environment.Version}");
        yield return Editors();
        if (!Directory.Exists(data.Path))
        {
            yield return Finding.Warn("data", $"{data.Path} does not exist yet.", "`agw serve` makes it.");
            yield break;
        }

        yield return Private("data", data.Path, DataDirectory.OwnerOnly, "chmod 700");
        yield return Token();
        if (File.Exists(data.Database)) yield return Private(
            "database", data.Database, DataDirectory.OwnerFile, "chmod 600");
        if (GatewayStore.Inspect(data).OutputSetAside is { } aside)
            yield return Finding.Warn(
                "output",
                $"The index of terminal output could not be used and was set aside as {aside}; a new one was begun.",
                $"Nothing else was lost. Look at the disk's health, then delete {aside}.");
        foreach (var finding in Secrets()) yield return finding;
        foreach (var finding in Settings()) yield return finding;
        yield return Daemon();
        yield return Disk();
        yield return TimeProvider.System.GetUtcNow().Year >= ClockYearMin
            ? Finding.Ok("clock", $"{TimeProvider.System.GetUtcNow():u}")
            : Finding.Fail(
                "clock", $"The clock says {TimeProvider.System.GetUtcNow():u}.",
                "Set it: ids and deadlines come from it.");
    }

    /// <summary>Editors start agw by name, or by the path that they were given.</summary>
    private static Finding Editors()
    {
        var path = Environment.GetEnvironmentVariable("PATH")?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        return path.Any(directory => File.Exists(Path.Combine(directory, "agw")))
            ? Finding.Ok("editors", "agw is found by name: claude mcp add agw -- agw mcp")
            : Finding.Warn(
                "editors", "agw is not on the PATH.",
                $"Give editors the whole path: claude mcp add agw -- {Path.Combine(AppContext.BaseDirectory, "agw")} "
                    + "mcp");
    }

    private static Finding Private(string check, string path, UnixFileMode wanted, string command)
    {
        if (FileRights.OwnerOf(path) is { } owner && owner != ThisProcess.EffectiveUser)
            return Finding.Fail(
                check, $"{path} belongs to another user (uid {owner}).",
                "Run agw as that user, or name another directory with --data.");
        return (File.GetUnixFileMode(path) & ~wanted) == 0
            ? Finding.Ok(check, $"{path} is for its owner alone")
            : Finding.Warn(
                check, $"Others may use {path} (mode {Convert.ToString((int)File.GetUnixFileMode(path), 8)}).",
                $"Run: {command} {path}");
    }

    private Finding Token() =>
        !File.Exists(data.Token) ? Finding.Ok("token", "None yet; it is made at the first start")
        : TokenFile.Read(data).IsRejected(out var rejection) ? Finding.Fail("token", rejection.Message, rejection.Hint)
        : Finding.Ok("token", "It is there, and for its owner alone");

    private IEnumerable<Finding> Secrets()
    {
        if (!Directory.Exists(data.Secrets)) yield break;
        yield return Private("secrets", data.Secrets, DataDirectory.OwnerOnly, "chmod 700");
        foreach (var file in Directory.EnumerateFiles(data.Secrets).Order(StringComparer.Ordinal))
            if (Private("secrets", file, DataDirectory.OwnerFile, "chmod 600") is { Status: not "ok" } finding)
                yield return finding;
    }

    private List<Finding> Settings()
    {
        var (settings, problems) = SettingsLoader.Load(data, new Dictionary<string, string?>());
        if (settings is null) return [.. problems.Select(
            problem => Finding.Fail("settings", problem.Message, problem.Hint))];
        var findings =
            new List<Finding> { Finding.Ok(
            "settings", File.Exists(data.Settings) ? $"The defaults and {data.Settings}" : "The defaults") };
        var http = settings.GetSection("Http").Get<HttpOptions>() ?? new();
        var address = ListenAddress.Read(
            http.Url ?? HttpOptions.DefaultUrl, allowRemote: true,
            settings.GetSection("Tls").Get<TlsOptions>() ?? new());
        findings.Add(
            address.IsRejected(out var rejection) ? Finding.Fail(
            "address", rejection.Message, rejection.Hint) : Address(address.Value.EndPoint));
        return findings;
    }

    private Finding Address(IPEndPoint end)
    {
        if (end.Port == 0 || DaemonFile.Read(data) is not null) return Finding.Ok("address", $"{end}");
        using var socket = new Socket(end.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(end);
            return Finding.Ok("address", $"{end} is free");
        }
        catch (SocketException failure)
        {
            return Finding.Warn(
                "address", $"{end} cannot be listened on: {failure.Message}.",
                "Use another with --url; --url http://127.0.0.1:0 takes a free one.");
        }
    }

    private Finding Daemon()
    {
        var link = new DaemonLink(data, mayStart: false, []);
        if (link.TryConnect())
        {
            link.Close();
            return Finding.Ok(
                "daemon", DaemonFile.Read(
                data) is { } known ? $"It runs: pid {known.Pid}, {known.Url}, version {known.Version}" : "It runs");
        }

        if (DaemonLock.Held(data) is { } held) return Finding.Fail(
            "daemon", $"{held.Message} It does not answer.",
            "Look at its log in " + data.Logs + "; end it with `kill PID`.");
        return File.Exists(data.DaemonFile)
            ? Finding.Warn(
                "daemon", "None runs; the last one did not stop by itself.",
                $"Look at {data.Logs}; the next start goes on where it ended.")
            : Finding.Ok("daemon", "None runs; `agw mcp` starts it");
    }

    private Finding Disk()
    {
        var free = new DriveInfo(data.Path).AvailableFreeSpace;
        var text = $"{free / (1024 * 1024)} MiB are free for {data.Path}";
        return free >= FreeBytesEnough ? Finding.Ok("disk", text)
            : free >= FreeBytesMin ? Finding.Warn("disk", text, "Make some room before the journal needs it.")
            : Finding.Fail("disk", text, "Make room: nothing can be stored when it is full.");
    }
}
