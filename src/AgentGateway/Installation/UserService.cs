using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using AgentGateway.Bridge;
using AgentGateway.Data;
using AgentGateway.Domain;

namespace AgentGateway.Installation;

/// <summary>The daemon of a data directory as a service of the user: systemd on Linux, launchd on macOS.</summary>
internal sealed class UserService(DataDirectory data)
{
    private const int NameCharacters = 8;

    private static bool IsMac => OperatingSystem.IsMacOS();

    /// <summary>One name for the usual data directory, and one for each other.</summary>
    public string Name =>
        data.Path == DataDirectory.Usual.Path
            ? "agentgateway"
            : "agentgateway-"
                + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(data.Path)))[..NameCharacters];

    public string File => IsMac
        ? Path.Combine(UserHome.Path, "Library", "LaunchAgents", Name + ".plist")
        : Path.Combine(ConfigurationHome, "systemd", "user", Name + ".service");

    public string Text => IsMac
        ? ServiceText.Launchd(Name, DaemonStarter.Program(), data)
        : ServiceText.Systemd(DaemonStarter.Program(), data);

    private static string ConfigurationHome =>
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is ['/', ..] named
            ? named
            : Path.Combine(UserHome.Path, ".config");

    /// <summary>Writes the unit and starts it now and at every login.</summary>
    public async Task<Rejection?> InstallAsync(CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            await System.IO.File.WriteAllTextAsync(File, Text, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(
                "service_failed",
                $"{File} cannot be written: {failure.Message}",
                "Look at who may write there. Without a service, `agw serve` runs the daemon, and `agw mcp` starts it.");
        }

        if (IsMac) return await RunAsync(["launchctl", "load", "-w", File], cancellationToken);
        return await RunAsync(["systemctl", "--user", "daemon-reload"], cancellationToken)
            ?? await RunAsync(["systemctl", "--user", "enable", "--now", Name], cancellationToken);
    }

    /// <summary>Stops it and removes the unit; false where there is none.</summary>
    public async Task<Outcome<bool>> RemoveAsync(CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(File)) return false;
        var refused = IsMac
            ? await RunAsync(["launchctl", "unload", "-w", File], cancellationToken)
            : await RunAsync(["systemctl", "--user", "disable", "--now", Name], cancellationToken);
        System.IO.File.Delete(File);
        if (!IsMac) refused ??= await RunAsync(["systemctl", "--user", "daemon-reload"], cancellationToken);
        return refused is null ? true : refused;
    }

    private async Task<Rejection?> RunAsync(string[] command, CancellationToken cancellationToken)
    {
        var line = string.Join(' ', command);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardError = true,
            })!;
            var said = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? null : Failed(line, said.Trim());
        }
        catch (Win32Exception failure)
        {
            return Failed(line, failure.Message);
        }
    }

    private Rejection Failed(string line, string said) => new(
        "service_failed",
        $"`{line}` failed: {(said.Length > 0 ? said : "it said nothing")}",
        $"The unit is {File}. Without a service manager, `agw serve` runs the daemon, and `agw mcp` starts it.");
}
