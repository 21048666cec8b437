package dbtest

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

// Keys in database 0, which no test is given: the number handed out last, and who holds a number.
const (
	lastNumber  = "danbiet:test:last"
	leasePrefix = "danbiet:test:lease:"
)

// leaseTime is how long a number stays taken when a killed test does not give it back: longer than any test run.
const leaseTime = time.Hour

// Redis returns a client of an empty Redis database that no other test uses. It is closed when the test ends.
//
// Channels of PUBLISH and SUBSCRIBE belong to the whole server, not to a database: a test that listens hears other tests.
func Redis(t testing.TB) *redis.Client {
	t.Helper()
	options, err := redis.ParseURL(RedisURL(t))
	if err != nil {
		t.Fatalf("read the test's Redis URL: %v", err)
	}
	client := redis.NewClient(options)
	t.Cleanup(func() {
		if err := client.Close(); err != nil {
			t.Errorf("close the Redis client: %v", err)
		}
	})
	return client
}

// RedisURL returns the URL of an empty Redis database that no other test uses: one of the server's numbered databases,
// leased and flushed. The server of DANBIET_TEST_REDIS must be given over to tests, because all of them are flushed.
func RedisURL(t testing.TB) string {
	t.Helper()
	server := service(t, "DANBIET_TEST_REDIS")
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	ledger := redisClient(t, server, 0)
	defer ledger.Close()
	number, err := lease(ctx, ledger, t.Name())
	if err != nil {
		t.Fatalf("lease a database of the Redis of DANBIET_TEST_REDIS: %v", err)
	}
	flush := func(ctx context.Context) {
		client := redisClient(t, server, number)
		defer client.Close()
		if err := client.FlushDB(ctx).Err(); err != nil {
			t.Errorf("flush the test's Redis database: %v", err)
		}
	}
	flush(ctx)
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		flush(ctx)
		ledger := redisClient(t, server, 0)
		defer ledger.Close()
		if err := ledger.Del(ctx, leasePrefix+strconv.Itoa(number)).Err(); err != nil {
			t.Errorf("give the Redis database back: %v", err)
		}
	})
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal("DANBIET_TEST_REDIS is not a URL")
	}
	u.Path = "/" + strconv.Itoa(number)
	return u.String()
}

// lease takes a free database number, from 1 up to the server's last. Each caller starts behind the number handed out
// before, so the first try succeeds unless more tests run at once than there are databases.
func lease(ctx context.Context, ledger *redis.Client, holder string) (int, error) {
	config, err := ledger.ConfigGet(ctx, "databases").Result()
	if err != nil {
		return 0, err
	}
	databases, err := strconv.Atoi(config["databases"])
	if err != nil || databases < 2 {
		return 0, fmt.Errorf("the server has %q databases, and 2 are needed", config["databases"])
	}
	for range databases - 1 {
		last, err := ledger.Incr(ctx, lastNumber).Result()
		if err != nil {
			return 0, err
		}
		number := 1 + int(last%int64(databases-1))
		free, err := ledger.SetNX(ctx, leasePrefix+strconv.Itoa(number), holder, leaseTime).Result()
		if err != nil {
			return 0, err
		}
		if free {
			return number, nil
		}
	}
	return 0, fmt.Errorf("all %d databases are taken", databases-1)
}

func redisClient(t testing.TB, server string, number int) *redis.Client {
	t.Helper()
	options, err := redis.ParseURL(server)
	if err != nil {
		t.Fatal("DANBIET_TEST_REDIS is not a Redis URL")
	}
	options.DB = number
	return redis.NewClient(options)
}
