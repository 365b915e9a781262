using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tests.Policy;

public sealed class PathRiskTests
{
    private static readonly PathZones Zones = Requests.Zones with { Program = ["/home/me/programs/agw"] };

    [Theory]
    [InlineData("/home/me/.bashrc")]
    [InlineData("/home/me/.gitconfig")]
    [InlineData("/home/me/.a-new-shell-rc")]
    [InlineData("/home/me/.config/autostart/x.desktop")]
    [InlineData("/home/me/.config/git/config")]
    [InlineData("/home/me/.config/fish/config.fish")]
    [InlineData("/home/me/.local/bin/ls")]
    [InlineData("/home/me/.claude/settings.json")]
    [InlineData("/home/me/.codex/config.toml")]
    [InlineData("/home/me/.vscode/extensions/x/main.js")]
    [InlineData("/home/me/.vim/plugin/x.vim")]
    [InlineData("/home/me/.cargo/config.toml")]
    [InlineData("/home/me/bin/git")]
    public void A_setting_of_the_home_reaches_out_wherever_the_workspace_is(string path)
    {
        foreach (var workspace in new[] { Path.GetDirectoryName(path)!, "/home/me/project", "/home/me", null })
            foreach (var agent in new[] { "rarog", "client" })
            {
                var request = Requests.Touching(PathUse.Write, path) with
                {
                    Workspace = workspace, Agent = agent, Zones = Zones,
                };
                var verdict = PolicyEngine.Judge(request, PolicyRules.Shipped);
                Assert.Equal((PolicyDecision.Ask, RiskClass.R3), (verdict.Decision, verdict.Risk));
            }
    }

    [Theory]
    [InlineData("/home/me/.cache/build/a.o", "/home/me/.cache/build")]
    [InlineData("/home/me/.worktrees/one/src/a.c", "/home/me/.worktrees/one")]
    [InlineData("/home/me/project/.config/app.json", "/home/me/project")]
    [InlineData("/home/me/project/.prettierrc", "/home/me/project")]
    [InlineData("/home/me/binary/a", "/home/me/binary")]
    public void What_nothing_obeys_is_the_workspaces_own(string path, string workspace) =>
        Assert.Equal(RiskClass.R1, PolicyEngine.Judge(
            Requests.Touching(PathUse.Write, path) with { Workspace = workspace, Zones = Zones },
            PolicyRules.Shipped).Risk);

    [Theory]
    [InlineData("/home/me/project/.git/hooks/pre-commit")]
    [InlineData("/home/me/project/.agw/setup.sh")]
    [InlineData("/home/me/project/.claude/settings.json")]
    [InlineData("/home/me/project/.mcp.json")]
    [InlineData("/home/me/project/.vscode/tasks.json")]
    [InlineData("/home/me/project/.husky/pre-commit")]
    [InlineData("/home/me/project/packages/a/.cursor/mcp.json")]
    public void What_runs_later_in_a_workspace_is_judged_as_running_something(string path)
    {
        Assert.Equal(RiskClass.R2, Risk(PathUse.Write, path));
        Assert.Equal(RiskClass.R2, Risk(PathUse.Delete, path));
        Assert.Equal(RiskClass.R0, Risk(PathUse.Read, path));
    }

    [Theory]
    [InlineData("/home/me/project/.claude/worktrees/one", "src/a.c", RiskClass.R1)]
    [InlineData("/home/me/project/.claude/worktrees/one", "src/.claude/settings.json", RiskClass.R2)]
    [InlineData("/home/me/project/.claude/worktrees/one", ".git", RiskClass.R2)]
    [InlineData("/home/me/project/.claude", "settings.json", RiskClass.R2)]
    [InlineData("/srv/.vscode/one", "a.c", RiskClass.R1)]
    [InlineData("/srv/.vscode/one", ".vscode/tasks.json", RiskClass.R2)]
    [InlineData("/tmp/.idea/one", "a.c", RiskClass.R1)]
    [InlineData("/home/me/.claude/worktrees/one", "src/a.c", RiskClass.R3)]
    public void Names_above_the_workspace_do_not_count(string workspace, string path, RiskClass risk) =>
        Assert.Equal(risk, PolicyEngine.Judge(
            Requests.Touching(PathUse.Write, $"{workspace}/{path}") with { Workspace = workspace, Zones = Zones },
            PolicyRules.Shipped).Risk);

    [Theory]
    [InlineData("/tmp/one/a.c", RiskClass.R1)]
    [InlineData("/tmp/one/.git/hooks/pre-commit", RiskClass.R2)]
    [InlineData("/srv/other/a.c", RiskClass.R3)]
    public void Outside_of_the_workspace_temporary_files_are_looked_at_from_their_directory_on(
        string path, RiskClass risk) => Assert.Equal(risk, Risk(PathUse.Write, path));

    [Theory]
    [InlineData("/home/me/programs/agw/agw")]
    [InlineData("/home/me/programs/agw/appsettings.json")]
    [InlineData("/home/me/programs/agw")]
    public void The_gateways_program_is_read_by_all_and_written_by_none(string path)
    {
        var programs = Requests.Touching(PathUse.Write, path) with { Workspace = "/home/me/programs", Zones = Zones };
        foreach (var use in new[] { PathUse.Write, PathUse.Delete })
        {
            var verdict = PolicyEngine.Judge(programs with { Paths = [new(path, path, use)] }, PolicyRules.Shipped);
            Assert.Equal((RiskClass.R4, true), (verdict.Risk, verdict.IsHardDeny));
        }

        var read = PolicyEngine.Judge(
            programs with { BaseRisk = RiskClass.R0, Paths = [new(path, path, PathUse.Read)] }, PolicyRules.Shipped);
        Assert.Equal((PolicyDecision.Allow, RiskClass.R0), (read.Decision, read.Risk));
    }

    private static RiskClass Risk(PathUse use, string path) =>
        PolicyEngine.Judge(Requests.Touching(use, path) with { Zones = Zones }, PolicyRules.Shipped).Risk;
}
