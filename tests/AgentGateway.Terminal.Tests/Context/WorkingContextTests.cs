using AgentGateway.Terminal.Context;

namespace AgentGateway.Terminal.Tests.Context;

public sealed class WorkingContextTests
{
    [Fact]
    public async Task Missing_files_are_made_and_others_left_alone()
    {
        using var project = new TemporaryFolder();
        var folder = Directory.CreateDirectory(project[WorkingContext.Folder]).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "plan.md"), "mine", TestContext.Current.CancellationToken);
        var made = await WorkingContext.EnsureAsync(project.Path, "api", "Add paging.", CancellationToken.None);
        Assert.Equal(["background.md", "working-log.md", "results-summary.md"], made.Select(Path.GetFileName));
        Assert.Equal(
            "mine", await File.ReadAllTextAsync(
                Path.Combine(folder, "plan.md"), TestContext.Current.CancellationToken));
        Assert.Contains(
            "## Goal\nAdd paging.\n",
            await File.ReadAllTextAsync(Path.Combine(folder, "background.md"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
        Assert.Empty(await WorkingContext.EnsureAsync(project.Path, "api", null, CancellationToken.None));
    }
}
