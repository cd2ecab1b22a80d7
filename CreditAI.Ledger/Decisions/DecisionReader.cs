using CreditAI.Ledger.Keys;
using Npgsql;

namespace CreditAI.Ledger.Decisions;

/// <summary>Reads single decisions, and those of an application or an applicant.</summary>
public sealed class DecisionReader
{
    private const string Select = """
        SELECT d.id, d.model_version, coalesce(m.name, ''), coalesce(m.sha256, ''), d.decision, d.points, d.body, d.key_id, d.key
        FROM ledger.decision d LEFT JOIN registry.model_version m ON m.version = d.model_version

        """;

    private readonly NpgsqlDataSource _dataSource;
    private readonly ApplicantVault _vault;
    private readonly SubjectIndex _index;

    internal DecisionReader(NpgsqlDataSource dataSource, ApplicantVault vault, SubjectIndex index)
        => (_dataSource, _vault, _index) = (dataSource, vault, index);

    /// <returns>The decision, or null when the ledger has none of this id.</returns>
    /// <exception cref="LostKeyException">What is sealed in it cannot be opened with the keys that are configured.</exception>
    public async Task<RecordedDecision?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (DecisionId.Locate(id) is not { } place)
        {
            return null;
        }

        await using var command = _dataSource.CreateCommand(Select + "WHERE d.chain = $1 AND d.position = $2 AND d.id = $3");
        command.Parameters.Add(new() { Value = place.Chain });
        command.Parameters.Add(new() { Value = place.Position });
        command.Parameters.Add(new() { Value = id });
        return (await ReadAsync(command, cancellationToken)).SingleOrDefault();
    }

    /// <summary>The decisions of an application, newest first.</summary>
    /// <param name="applicationId">As sent.</param>
    /// <param name="before">Only decisions older than this one, for the next page.</param>
    /// <param name="limit">At most so many.</param>
    public async Task<IReadOnlyList<RecordedDecision>> ListByApplicationAsync(string applicationId, Guid? before, int limit, CancellationToken cancellationToken)
        => await ListAsync(
            "d.application = $1", applicationId, application => application.ApplicationId == applicationId, before, limit, cancellationToken);

    /// <summary>The decisions of an applicant, newest first: those sent with this applicant id, and those sent with none whose application id it is.</summary>
    /// <param name="applicantId">As sent.</param>
    /// <param name="before">Only decisions older than this one, for the next page.</param>
    /// <param name="limit">At most so many.</param>
    public async Task<IReadOnlyList<RecordedDecision>> ListByApplicantAsync(string applicantId, Guid? before, int limit, CancellationToken cancellationToken)
        => await ListAsync(
            "(d.applicant = $1 OR (d.application = $1 AND d.applicant IS NULL))", applicantId,
            application => (application.ApplicantId ?? application.ApplicationId) == applicantId, before, limit, cancellationToken);

    /// <returns>Those of the ids that the ledger has a decision of.</returns>
    public async Task<IReadOnlySet<Guid>> ExistAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        const string Sql = """
            SELECT d.id FROM unnest($1, $2, $3) AS asked (chain, position, id)
                JOIN ledger.decision d ON d.chain = asked.chain AND d.position = asked.position AND d.id = asked.id
            """;
        var places = ids.Select(id => (Id: id, Place: DecisionId.Locate(id))).Where(asked => asked.Place is not null).ToArray();
        await using var command = _dataSource.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = places.Select(asked => asked.Place!.Value.Chain).ToArray() });
        command.Parameters.Add(new() { Value = places.Select(asked => asked.Place!.Value.Position).ToArray() });
        command.Parameters.Add(new() { Value = places.Select(asked => asked.Id).ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetGuid(0));
        }

        return found;
    }

    // A lead is 64 bits of a hash: what it leads to is opened and compared, and a page is filled up where one led astray.
    private async Task<List<RecordedDecision>> ListAsync(
        string condition, string id, Func<ApplicationContent, bool> isMeant, Guid? before, int limit, CancellationToken cancellationToken)
    {
        await _index.PrepareAsync(cancellationToken);
        var found = new List<RecordedDecision>();
        while (true)
        {
            await using var command = _dataSource.CreateCommand(
                Select + $"WHERE {condition} AND d.id < $2 ORDER BY d.id DESC LIMIT $3");
            command.Parameters.Add(new() { Value = _index.Lead(id) });
            command.Parameters.Add(new() { Value = before ?? Guid.AllBitsSet });
            command.Parameters.Add(new() { Value = limit });
            var page = await ReadAsync(command, cancellationToken);
            found.AddRange(page.Where(decision => decision.Application is { } application && isMeant(application)).Take(limit - found.Count));
            if (page.Count < limit || found.Count == limit)
            {
                return found;
            }

            before = page[^1].Id;
        }
    }

    private async Task<List<RecordedDecision>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var found = new List<RecordedDecision>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var body = DecisionBody.Read(reader.GetFieldValue<byte[]>(6));
            var application = reader.IsDBNull(8) ? null : ApplicationContent.Read(await _vault.OpenAsync(
                new SealedApplication(body.Sealed, reader.GetInt32(7), reader.GetFieldValue<byte[]>(8)), cancellationToken));
            found.Add(new RecordedDecision(
                reader.GetGuid(0), application, reader.GetInt32(1), reader.GetString(2), reader.GetString(3), body.PolicyVersion, body.Bins,
                body.ProbabilityOfDefault, reader.GetDouble(5), body.Score, DecisionText.Parse(reader.GetChar(4)), body.Reasons, body.Shadows, body.DecidedAt));
        }

        return found;
    }

}
