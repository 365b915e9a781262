using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Runtime.Tests.Secrets;

/// <summary>Secrets that sessions are given by name.</summary>
public sealed class SecretStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agw-secrets-").FullName;
    private readonly SecretStore _secrets;

    public SecretStoreTests() => _secrets = new(Folder, new());

    private string Folder => Path.Combine(_folder, "secrets");

    [Fact]
    public void A_secret_is_read_as_it_was_set_and_only_its_owner_can()
    {
        const string Value = "line one\nżółw 😀 \"quoted\"\n";
        _secrets.Set("TOKEN", "earlier");
        Assert.Equal("TOKEN", _secrets.Set("TOKEN", Value).Value.Name);
        Assert.Equal(Value, _secrets.Read("TOKEN").Value);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Folder));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Folder, "TOKEN")));
        Assert.Single(Directory.EnumerateFiles(Folder));
    }

    [Fact]
    public void Names_are_listed_in_order_until_they_are_removed()
    {
        Assert.Empty(_secrets.List().Value);
        _secrets.Set("b", "2");
        _secrets.Set("a", "1");
        Assert.Equal(["a", "b"], _secrets.List().Value.Select(secret => secret.Name));
        Assert.Equal("a", _secrets.Remove("a").Value);
        Assert.Equal(["b"], _secrets.List().Value.Select(secret => secret.Name));
        Assert.Equal(
            ("secret_unknown", "secret_unknown"),
            (_secrets.Remove("a").Rejection?.Code, _secrets.Read("a").Rejection?.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../token")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("a\0")]
    public void A_name_is_the_name_of_a_file_and_of_nothing_else(string name)
    {
        Assert.Equal("invalid_secret_name", _secrets.Set(name, "x").Rejection?.Code);
        Assert.Equal("secret_unknown", _secrets.Read(name).Rejection?.Code);
        Assert.Equal("invalid_secret_name", _secrets.Remove(name).Rejection?.Code);
    }

    [Fact]
    public void A_value_fits_into_an_environment()
    {
        Assert.Equal("empty_secret", _secrets.Set("a", "").Rejection?.Code);
        Assert.Equal("invalid_secret", _secrets.Set("a", "x\0y").Rejection?.Code);
        Assert.Equal("invalid_secret", _secrets.Set("a", "\uD800").Rejection?.Code);
        Assert.Equal("secret_too_long", _secrets.Set("a", new('ż', SecretStore.ValueBytesMax / 2 + 1)).Rejection?.Code);
        Assert.Null(_secrets.Set("a", new('x', SecretStore.ValueBytesMax)).Rejection);
    }

    [Fact]
    public void What_others_can_read_is_no_secret_any_more()
    {
        _secrets.Set("a", "x");
        File.SetUnixFileMode(
            Path.Combine(Folder, "a"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Equal("secret_permissions", _secrets.Read("a").Rejection?.Code);
        _secrets.Set("a", "y");
        Assert.Equal("y", _secrets.Read("a").Value);
    }

    [Fact]
    public void A_link_is_no_secret()
    {
        _secrets.Set("a", "x");
        File.CreateSymbolicLink(Path.Combine(Folder, "b"), Path.Combine(Folder, "a"));
        Assert.Equal("secret_unknown", _secrets.Read("b").Rejection?.Code);
        _secrets.Set("b", "y");
        Assert.Equal(("x", "y"), (_secrets.Read("a").Value, _secrets.Read("b").Value));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
