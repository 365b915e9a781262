namespace AgentGateway.Posix.Tests;

public sealed class SearchPathTests
{
    [Fact]
    public void The_first_directory_that_has_the_program_counts()
    {
        using var folder = new ScratchFolder();
        foreach (var name in new[] { "one", "two" })
        {
            Directory.CreateDirectory(folder.At(name));
            File.WriteAllText(Path.Combine(folder.At(name), "agw-sample"), "");
        }

        var path = $"{folder.At("none")}::{folder.At("two")}:{folder.At("one")}";
        Assert.Equal(Path.Combine(folder.At("two"), "agw-sample"), SearchPath.Find("agw-sample", path));
        Assert.Null(SearchPath.Find("agw-missing", path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_path_the_usual_directories_are_searched(string? path)
    {
        Assert.EndsWith("/sh", SearchPath.Find("sh", path));
        Assert.Empty(SearchPath.Directories(path));
    }
}
