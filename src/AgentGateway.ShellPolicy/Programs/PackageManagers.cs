using AgentGateway.ShellPolicy.Entries;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that install packages, publish them, and run what packages bring.</summary>
internal static class PackageManagers
{
    private const string Installs = "it can install programs";

    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("npm")
        {
            PublishingVerbs =
                ["publish", "unpublish", "deprecate", "login", "adduser", "token", "owner", "access", "dist-tag"],
            RunningVerbs =
            [
                "run", "run-script", "rum", "urn", "test", "t", "tst", "start", "stop", "restart", "exec", "x", "init",
                "create", "explore",
                "edit", "install-test", "it",
            ],
        },
        new("pnpm")
        {
            PublishingVerbs = ["publish"], RunningVerbs = ["run", "test", "t", "start", "exec", "dlx", "create"],
        },
        new("yarn")
        {
            PublishingVerbs = ["publish", "npm"],
            RunningVerbs = ["run", "test", "start", "exec", "dlx", "create", "node"],
        },
        new("bun") { PublishingVerbs = ["publish"] },
        new("composer") { RunningVerbs = ["run", "run-script", "exec"] },
        new("cargo") { PublishingVerbs = ["publish", "yank", "login", "owner"], RunningVerbs = ["run", "r"] },
        new("nuget") { PublishingVerbs = ["push", "delete"] },
        new("gem") { PublishingVerbs = ["push", "yank"] },
        new("poetry uv hatch") { Wraps = true, PublishingVerbs = ["publish"] },
        new("flit") { PublishingVerbs = ["publish"] },
        new("twine") { Reaches = "it publishes a package" },
        new("npx pnpx bunx") { Wraps = true, TakesScripts = true },
        new("uvx pipx nix pipenv conda bundle rbenv pyenv asdf mise guix volta nvm fnm rye pdm")
        {
            Wraps = true,
        },
        new("nix-shell") { Wraps = true, TakesScripts = true },
        new("apt brew apt-get aptitude dnf yum pacman apk zypper port") { Reaches = Installs },
        new("snap flatpak") { Reaches = Installs, RunningVerbs = ["run"] },
    ];
}
