using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Paths;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that build and test: they run what a file of the workspace says.</summary>
internal static class BuildTools
{
    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("make gmake") { RunsUntold = true, Read = Services.ReadInputLater },
        new("bmake ninja just task rake ant mvnw gradlew tox nox scons waf meson bazel") { RunsUntold = true },
        new("mvn") { RunsUntold = true, PublishingVerbs = ["deploy"] },
        new("gradle") { RunsUntold = true, PublishingVerbs = ["publish"] },
        new("go") { RunningVerbs = ["run", "generate", "tool"] },
        new("dotnet")
        {
            PublishingVerbs = ["push"],
            RunningVerbs = ["run", "exec", "script", "watch", "fsi", "msbuild"],
            RunningEndings = [".dll"],
            Read = DotNet,
        },
        new("mix") { RunningVerbs = ["run", "cmd"] },
        new("swift") { RunningVerbs = ["run"] },
        new("stack") { RunningVerbs = ["run", "exec", "runghc"] },
        new("cabal") { RunningVerbs = ["run", "exec"] },
        new("cmake") { RunningOptions = ["-P", "-E", "--build"] },
        new("ccache distcc bear scan-build sccache") { Wraps = true },
    ];

    /// <summary>The gateway's own program may be run as a library or as a project.</summary>
    private static Answer? DotNet(ProgramCall call, ProgramContext context)
    {
        var words = call.Words;
        if (words.FirstOrDefault(word => PathText.NameOf(word) is "agw.dll" or "AgentGateway.dll") is { } library)
            GatewayProgram.Judge([.. words.SkipWhile(word => word != library)], context);
        else if (words is [_, "run", ..] && words.Contains("--")
            && words.Any(word => word.Contains("AgentGateway", StringComparison.OrdinalIgnoreCase)))
            GatewayProgram.Judge([.. words.SkipWhile(word => word != "--")], context);
        return null;
    }
}
