using AgentGateway.Data;

namespace AgentGateway.Host.Tests.Data;

/// <summary>No path in the home directory counts from the current directory.</summary>
public sealed class UserHomeTests
{
    [Theory]
    [InlineData("/home/ada", "/home/other", "/home/ada")]
    [InlineData("/not/there", "", "/not/there")]
    [InlineData(null, "/home/ada", "/home/ada")]
    [InlineData("", "/home/ada", "/home/ada")]
    [InlineData("ada", "/home/ada", "/home/ada")]
    [InlineData(null, "", "/")]
    [InlineData("", "ada", "/")]
    public void It_is_what_the_environment_or_the_system_names_by_its_whole_path(
        string? named, string known, string home) => Assert.Equal(home, UserHome.Of(named, known));
}
