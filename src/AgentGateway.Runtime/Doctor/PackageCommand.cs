using AgentGateway.Posix;

namespace AgentGateway.Runtime.Doctor;

/// <summary>The command by which a person installs a package on this machine.</summary>
public static class PackageCommand
{
    private static readonly (string Program, string Command)[] Managers =
    [
        ("apt-get", "sudo apt-get install"),
        ("dnf", "sudo dnf install"),
        ("zypper", "sudo zypper install"),
        ("pacman", "sudo pacman -S"),
        ("apk", "sudo apk add"),
        ("brew", "brew install"),
    ];

    /// <param name="package">Its name, which is the same in all these package managers.</param>
    /// <param name="searchPath">The PATH on which the package manager is looked for.</param>
    public static string Install(string package, string? searchPath) =>
        Managers.FirstOrDefault(manager => SearchPath.Find(manager.Program, searchPath) is not null).Command is { } way
            ? $"Run: {way} {package}"
            : $"Install the package {package}.";
}
